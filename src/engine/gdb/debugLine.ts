import { bytesOf, type ByteWriter } from './byteWriter';
import * as dwarf from './dwarf';
import { forEachLine } from './lineRows';
import type { SymbolFacts } from './symbolFacts';

/**
 * A special opcode is one byte that advances address and line and appends a row (DWARF 4, section 6.2.5.1):
 *
 *     opcode = (line advance - line base) + line range * address advance + opcode base
 *
 * With these values one byte does for the usual op: up to 16 bytes of code, and the next line.
 */
const lineBase = -5;
const lineRange = 14;
const opcodeBase = 13;

/** How many operands each standard opcode has, so that readers can skip those that they do not know. */
const standardOpcodeLengths = Uint8Array.of(0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1);

/** `.debug_line`: which line each instruction belongs to, see lineRows.ts. */
export function debugLine(facts: SymbolFacts, fileName: string): Uint8Array {
  return bytesOf((writer) => {
    writer.prefixed32(() => {
      writer.u16(dwarf.dwarfVersion);
      writer.prefixed32(() => writeHeader(writer, fileName));
      writeProgram(writer, facts);
    });
  });
}

function writeHeader(writer: ByteWriter, fileName: string): void {
  writer.u8(1); //                                minimum_instruction_length
  writer.u8(1); //                                maximum_operations_per_instruction
  writer.u8(1); //                                default_is_stmt
  writer.u8(lineBase & 0xff); //                  line_base
  writer.u8(lineRange); //                        line_range
  writer.u8(opcodeBase); //                       opcode_base
  writer.append(standardOpcodeLengths); //        standard_opcode_lengths
  writer.u8(0); //                                include_directories: none but the one of compilation
  writer.string(fileName); //                     file_names: name,
  writer.uleb128(0); //                             directory,
  writer.uleb128(0); //                             time of modification: unknown
  writer.uleb128(0); //                             length: unknown
  writer.u8(0);
}

function writeProgram(writer: ByteWriter, facts: SymbolFacts): void {
  const { code, address } = facts;
  const start = code.functions[0]?.range.start ?? 0;
  let offset = start;
  let line = 1;
  let isStatement = true;

  writer.u8(0);
  writer.uleb128(1 + dwarf.addressSize);
  writer.u8(dwarf.DW_LNE_set_address);
  writer.u64(address + BigInt(start));
  forEachLine(facts, (nextOffset, nextLine, nextIsStatement) => {
    if (nextIsStatement !== isStatement) writer.u8(dwarf.DW_LNS_negate_stmt);
    writeRow(writer, nextOffset - offset, nextLine - line);
    offset = nextOffset;
    line = nextLine;
    isStatement = nextIsStatement;
  });
  writer.u8(dwarf.DW_LNS_advance_pc);
  writer.uleb128(code.bytes.length - offset);
  writer.u8(0);
  writer.uleb128(1);
  writer.u8(dwarf.DW_LNE_end_sequence);
}

function writeRow(writer: ByteWriter, addressAdvance: number, lineAdvance: number): void {
  const opcode = lineAdvance - lineBase + lineRange * addressAdvance + opcodeBase;
  const isSpecial = lineAdvance >= lineBase && lineAdvance < lineBase + lineRange && opcode <= 0xff;
  if (isSpecial) {
    writer.u8(opcode);
    return;
  }
  writer.u8(dwarf.DW_LNS_advance_pc);
  writer.uleb128(addressAdvance);
  writer.u8(dwarf.DW_LNS_advance_line);
  writer.sleb128(lineAdvance);
  writer.u8(dwarf.DW_LNS_copy);
}
