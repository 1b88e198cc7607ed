import { abbreviations, begin } from './abbreviations';
import { bytesOf, type ByteWriter } from './byteWriter';
import * as dwarf from './dwarf';
import { LocationLists } from './locationLists';
import { functionSymbol, resultName, type SymbolFacts } from './symbolFacts';
import { writeRegisters } from './variableInfo';

/**
 * `.debug_info` and the `.debug_loc` that it refers to: a function `int64_t name(int64_t …)` for each of the program, its
 * variables, and the arrays. Each value stands in the order of the attributes in abbreviations.ts.
 */
export function debugInfo(
  facts: SymbolFacts,
  fileName: string,
  folder: string,
): { readonly info: Uint8Array; readonly locations: Uint8Array } {
  const { code, address } = facts;
  const lists = new LocationLists(facts);
  const info = bytesOf((writer) => {
    writer.prefixed32(() => {
      writer.u16(dwarf.dwarfVersion);
      writer.u32(0); //                             offset in .debug_abbrev
      writer.u8(dwarf.addressSize);

      begin(writer, abbreviations.compileUnit);
      writer.string('langvm-debug'); //               producer
      writer.u8(dwarf.DW_LANG_C99); //                language: values look as in C
      writer.string(fileName); //                     name
      writer.string(folder); //                       comp_dir
      writer.u64(address); //                         low_pc
      writer.u64(code.bytes.length); //               high_pc, as a size
      writer.u32(0); //                               stmt_list: offset in .debug_line

      const int64 = writer.length;
      begin(writer, abbreviations.baseType);
      writer.string('int64_t'); //                    name
      writer.u8(8); //                                byte_size
      writer.u8(dwarf.DW_ATE_signed); //              encoding

      code.functions.forEach((_, index) => writeFunction(writer, facts, index, int64, lists));
      if (facts.cellsAddress !== undefined) writeArrays(writer, facts, facts.cellsAddress, int64);
      writer.u8(0); //                              end of the unit's children
    });
  });
  return { info, locations: lists.finish() };
}

function writeFunction(
  writer: ByteWriter,
  facts: SymbolFacts,
  functionIndex: number,
  int64: number,
  lists: LocationLists,
): void {
  const { code, address } = facts;
  const { name = '', range = { start: 0, end: 0 } } = code.functions[functionIndex] ?? {};
  begin(writer, abbreviations.subprogram);
  writer.string(functionSymbol(name)); //         name
  writer.u8(1); //                                decl_file
  writer.uleb128(facts.lineOfFunction(functionIndex)); // decl_line
  writer.u32(int64); //                           type
  writer.u64(address + BigInt(range.start)); //   low_pc
  writer.u64(range.end - range.start); //         high_pc, as a size
  writer.uleb128(1); //                           frame_base: an expression of one byte
  writer.u8(dwarf.DW_OP_call_frame_cfa);

  if (code.convention === 'frames') {
    writeRegisters(writer, facts, functionIndex, int64, lists);
  } else {
    begin(writer, abbreviations.variable);
    writer.string(resultName); //                 name
    writer.u32(int64); //                         type
    writer.u32(lists.ofResult()); //              location: offset in .debug_loc
  }
  writer.u8(0); //                              end of the function's children
}

/** The arrays, each at its place in the memory of cells. */
function writeArrays(writer: ByteWriter, { program }: SymbolFacts, cells: bigint, int64: number): void {
  let address = cells;
  for (const { name, length } of program.arrays) {
    const type = writer.length;
    begin(writer, abbreviations.arrayType);
    writer.u32(int64); //                           type of the elements
    begin(writer, abbreviations.subrangeType);
    writer.u32(int64); //                             type of the index
    writer.uleb128(length); //                        count
    writer.u8(0); //                                end of the array's children

    begin(writer, abbreviations.globalVariable);
    writer.string(name); //                         name
    writer.u32(type); //                            type
    writer.uleb128(1 + dwarf.addressSize); //       location
    writer.u8(dwarf.DW_OP_addr);
    writer.u64(address);
    address += BigInt(8 * length);
  }
}
