import path from 'node:path';
import { debugFrame } from './debugFrame';
import { debugAbbreviations, debugInfo, debugLocations } from './debugInfo';
import { debugLine } from './debugLine';
import * as elf from './elf';
import { elfFile, type Section } from './elfFile';
import { functionName, type SymbolFacts } from './symbolFacts';

const noContent = new Uint8Array(0);

/**
 * Makes the symbol file of a program's machine code: an ELF object (ET_REL) whose `.text` holds no bytes but lies where
 * the code does, with the name of the function, its lines and its frame. All addresses are final: there is nothing to
 * relocate. A session with it:
 *
 *     (gdb) bt
 *     #0  langvm_main () at return-35.bc:5
 *     (gdb) list
 *     5       RETURN 35
 *     (gdb) finish
 *     Value returned is $1 = 35
 */
export function makeSymbolObject(facts: SymbolFacts): Uint8Array {
  const fileName = path.basename(facts.file);
  const folder = path.dirname(facts.file);
  const { table, names } = elf.symbolTable([
    {
      name: fileName,
      binding: elf.STB_LOCAL,
      type: elf.STT_FILE,
      section: elf.SHN_ABS,
      value: 0n,
      size: 0,
    },
    {
      name: functionName,
      binding: elf.STB_GLOBAL,
      type: elf.STT_FUNC,
      section: 1,
      value: 0n,
      size: facts.code.bytes.length,
    },
  ]);
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
      address: facts.address,
      size: facts.code.bytes.length,
      alignment: 16,
    },
    debugSection('.debug_abbrev', debugAbbreviations()),
    debugSection('.debug_info', debugInfo(facts, fileName, folder)),
    debugSection('.debug_line', debugLine(facts, fileName)),
    debugSection('.debug_loc', debugLocations(facts)),
    { ...debugSection('.debug_frame', debugFrame(facts)), alignment: 8 },
    {
      name: '.symtab',
      type: elf.SHT_SYMTAB,
      content: table,
      link: '.strtab',
      // The index of the first global symbol: behind the empty one and the name of the file.
      info: 2,
      alignment: 8,
      entrySize: elf.symbolSize,
    },
    { name: '.strtab', type: elf.SHT_STRTAB, content: names },
  ]);
}
