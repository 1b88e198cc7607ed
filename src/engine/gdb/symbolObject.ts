import path from 'node:path';
import type { MachineCode } from '../jit/machineCode';
import { debugAbbreviations } from './abbreviations';
import { debugFrame } from './debugFrame';
import { debugInfo } from './debugInfo';
import { debugLine } from './debugLine';
import * as elf from './elf';
import { elfFile, type Section } from './elfFile';
import { hostStubSize, hostStubSymbol } from './hostStub';
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
  const { code, address, stubAddress } = facts;
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
    codeSection('.text', address, code.bytes.length),
    ...(stubAddress === undefined ? [] : [codeSection('.text.host', stubAddress, hostStubSize)]),
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

const endOfPart = (code: MachineCode, start: number): number =>
  code.parts.find(({ range }) => range.start === start)?.range.end ?? start;

/** Code that lies in memory, not in the file. */
const codeSection = (name: string, address: bigint, size: number): Section => ({
  name,
  type: elf.SHT_NOBITS,
  content: noContent,
  flags: elf.SHF_ALLOC | elf.SHF_EXECINSTR,
  address,
  size,
  alignment: 16,
});

/** Indexes of the sections of code. */
const programCode = 1;
const hostCode = 2;

/** The name of the file, the ways in and out, and the functions. */
function symbolsOf({ code, stubAddress }: SymbolFacts, fileName: string) {
  const symbol = (name: string, binding: number, start: number, end: number): elf.ElfSymbol => ({
    name,
    binding,
    type: elf.STT_FUNC,
    section: programCode,
    value: BigInt(start),
    size: end - start,
  });
  const locals: elf.ElfSymbol[] = [
    { ...symbol(fileName, elf.STB_LOCAL, 0, 0), type: elf.STT_FILE, section: elf.SHN_ABS },
  ];
  if (stubAddress !== undefined)
    locals.push({ ...symbol(hostStubSymbol, elf.STB_LOCAL, 0, hostStubSize), section: hostCode });
  for (const { kind, name, range } of code.parts) {
    // gdb knows a frame by its function: where a call returns to must belong to the function that has called.
    if (kind !== 'entry' || range.start === code.entries?.ended) continue;
    const end = range.end === code.entries?.ended ? endOfPart(code, range.end) : range.end;
    locals.push(symbol(entrySymbol(name), elf.STB_LOCAL, range.start, end));
  }
  const functions = code.functions.map(({ name, range }) =>
    symbol(functionSymbol(name), elf.STB_GLOBAL, range.start, range.end),
  );
  // Local symbols come first, behind the empty one that every table begins with.
  return { ...elf.symbolTable([...locals, ...functions]), firstGlobal: 1 + locals.length };
}
