import path from 'node:path';
import { debugAbbreviations } from './abbreviations';
import { debugFrame } from './debugFrame';
import { debugInfo } from './debugInfo';
import { debugLine } from './debugLine';
import * as elf from './elf';
import { elfFile, type Section } from './elfFile';
import { entrySymbol, functionSymbol, type SymbolFacts } from './symbolFacts';

const noContent = new Uint8Array(0);

/**
 * Makes the symbol file of a program's machine code: an ELF object (ET_REL) whose `.text` holds no bytes but lies where
 * the code does, with the names of the functions, their lines, variables and frames. All addresses are final: there is
 * nothing to relocate. A session with it:
 *
 *     (gdb) bt 3
 *     #0  fib (n=1) at fibonacci.lang:3
 *     #1  0x00007f0012345123 in fib (n=2) at fibonacci.lang:4
 *     #2  0x00007f0012345123 in fib (n=3) at fibonacci.lang:4
 *     (gdb) finish
 *     Value returned is $1 = 1
 */
export function makeSymbolObject(facts: SymbolFacts): Uint8Array {
  const { code, address } = facts;
  const fileName = path.basename(facts.file);
  const folder = path.dirname(facts.file);
  const { table, names, firstGlobal } = symbolsOf(facts, fileName);
  const { info, locations } = debugInfo(facts, fileName, folder);
  const debugSection = (name: string, content: Uint8Array): Section => ({
    name,
    type: elf.SHT_PROGBITS,
    content,
  });
  return elfFile(elf.ET_REL, [
    {
      name: '.text',
      type: elf.SHT_NOBITS,
      content: noContent,
      flags: elf.SHF_ALLOC | elf.SHF_EXECINSTR,
      address,
      size: code.bytes.length,
      alignment: 16,
    },
    debugSection('.debug_abbrev', debugAbbreviations()),
    debugSection('.debug_info', info),
    debugSection('.debug_line', debugLine(facts, fileName)),
    debugSection('.debug_loc', locations),
    { ...debugSection('.debug_frame', debugFrame(facts)), alignment: 8 },
    {
      name: '.symtab',
      type: elf.SHT_SYMTAB,
      content: table,
      link: '.strtab',
      info: firstGlobal,
      alignment: 8,
      entrySize: elf.symbolSize,
    },
    { name: '.strtab', type: elf.SHT_STRTAB, content: names },
  ]);
}

/** The name of the file, the ways in and out, and the functions. */
function symbolsOf({ code }: SymbolFacts, fileName: string) {
  const symbol = (name: string, binding: number, start: number, end: number): elf.ElfSymbol => ({
    name,
    binding,
    type: elf.STT_FUNC,
    section: 1,
    value: BigInt(start),
    size: end - start,
  });
  const locals: elf.ElfSymbol[] = [
    { ...symbol(fileName, elf.STB_LOCAL, 0, 0), type: elf.STT_FILE, section: elf.SHN_ABS },
  ];
  for (const { kind, name, range } of code.parts) {
    if (kind === 'entry') locals.push(symbol(entrySymbol(name), elf.STB_LOCAL, range.start, range.end));
  }
  const functions = code.functions.map(({ name, range }) =>
    symbol(functionSymbol(name), elf.STB_GLOBAL, range.start, range.end),
  );
  // Local symbols come first, behind the empty one that every table begins with.
  return { ...elf.symbolTable([...locals, ...functions]), firstGlobal: 1 + locals.length };
}
