import { bytesOf, type ByteWriter } from './byteWriter';
import * as dwarf from './dwarf';
import { prologueOf } from '../jit/machineCode';
import { functionName, resultName, type SymbolFacts } from './symbolFacts';

/** A kind of entry in `.debug_info`: its tag, and the form of each attribute in order (DWARF 4, section 7.5.3). */
interface Abbreviation {
  readonly code: number;
  readonly tag: number;
  readonly hasChildren: boolean;
  /** Attribute and form. */
  readonly attributes: readonly (readonly [number, number])[];
}

const compileUnit: Abbreviation = {
  code: 1,
  tag: dwarf.DW_TAG_compile_unit,
  hasChildren: true,
  attributes: [
    [dwarf.DW_AT_producer, dwarf.DW_FORM_string],
    [dwarf.DW_AT_language, dwarf.DW_FORM_data1],
    [dwarf.DW_AT_name, dwarf.DW_FORM_string],
    [dwarf.DW_AT_comp_dir, dwarf.DW_FORM_string],
    [dwarf.DW_AT_low_pc, dwarf.DW_FORM_addr],
    [dwarf.DW_AT_high_pc, dwarf.DW_FORM_data8],
    [dwarf.DW_AT_stmt_list, dwarf.DW_FORM_sec_offset],
  ],
};

const baseType: Abbreviation = {
  code: 2,
  tag: dwarf.DW_TAG_base_type,
  hasChildren: false,
  attributes: [
    [dwarf.DW_AT_name, dwarf.DW_FORM_string],
    [dwarf.DW_AT_byte_size, dwarf.DW_FORM_data1],
    [dwarf.DW_AT_encoding, dwarf.DW_FORM_data1],
  ],
};

const subprogram: Abbreviation = {
  code: 3,
  tag: dwarf.DW_TAG_subprogram,
  hasChildren: true,
  attributes: [
    [dwarf.DW_AT_external, dwarf.DW_FORM_flag_present],
    [dwarf.DW_AT_name, dwarf.DW_FORM_string],
    [dwarf.DW_AT_decl_file, dwarf.DW_FORM_data1],
    [dwarf.DW_AT_decl_line, dwarf.DW_FORM_udata],
    [dwarf.DW_AT_prototyped, dwarf.DW_FORM_flag_present],
    [dwarf.DW_AT_type, dwarf.DW_FORM_ref4],
    [dwarf.DW_AT_low_pc, dwarf.DW_FORM_addr],
    [dwarf.DW_AT_high_pc, dwarf.DW_FORM_data8],
    [dwarf.DW_AT_frame_base, dwarf.DW_FORM_exprloc],
  ],
};

const variable: Abbreviation = {
  code: 4,
  tag: dwarf.DW_TAG_variable,
  hasChildren: false,
  attributes: [
    [dwarf.DW_AT_name, dwarf.DW_FORM_string],
    [dwarf.DW_AT_type, dwarf.DW_FORM_ref4],
    [dwarf.DW_AT_location, dwarf.DW_FORM_sec_offset],
  ],
};

/** `.debug_abbrev` */
export const debugAbbreviations = (): Uint8Array =>
  bytesOf((writer) => {
    for (const { code, tag, hasChildren, attributes } of [compileUnit, baseType, subprogram, variable]) {
      writer.uleb128(code);
      writer.uleb128(tag);
      writer.u8(hasChildren ? 1 : 0);
      for (const [attribute, form] of [...attributes, [0, 0] as const]) {
        writer.uleb128(attribute);
        writer.uleb128(form);
      }
    }
    writer.u8(0);
  });

/**
 * `.debug_info`: one function `int64_t langvm_main(void)` with one local variable, the result so far. Each value
 * stands in the order of the attributes above.
 */
export function debugInfo(
  { code, address, entryLine }: SymbolFacts,
  fileName: string,
  folder: string,
): Uint8Array {
  const size = code.bytes.length;
  return bytesOf((writer) => {
    writer.prefixed32(() => {
      writer.u16(dwarf.dwarfVersion);
      writer.u32(0); //                             offset in .debug_abbrev
      writer.u8(dwarf.addressSize);

      begin(writer, compileUnit);
      writer.string('langvm-debug'); //               producer
      writer.u8(dwarf.DW_LANG_C99); //                language: values look as in C
      writer.string(fileName); //                     name
      writer.string(folder); //                       comp_dir
      writer.u64(address); //                         low_pc
      writer.u64(size); //                            high_pc, as a size
      writer.u32(0); //                               stmt_list: offset in .debug_line

      const int64 = writer.length;
      begin(writer, baseType);
      writer.string('int64_t'); //                    name
      writer.u8(8); //                                byte_size
      writer.u8(dwarf.DW_ATE_signed); //              encoding

      begin(writer, subprogram);
      writer.string(functionName); //                 name
      writer.u8(1); //                                decl_file
      writer.uleb128(entryLine); //                   decl_line
      writer.u32(int64); //                           type
      writer.u64(address); //                         low_pc
      writer.u64(size); //                            high_pc, as a size
      writer.uleb128(1); //                           frame_base: an expression of one byte
      writer.u8(dwarf.DW_OP_call_frame_cfa);

      begin(writer, variable);
      writer.string(resultName); //                   name
      writer.u32(int64); //                           type
      writer.u32(0); //                               location: offset in .debug_loc

      writer.u8(0); //                              end of the function's children
      writer.u8(0); //                              end of the unit's children
    });
  });
}

/**
 * `.debug_loc`: the result is in rax once the first op has run; before, rax is the caller's and gdb says
 * `<optimized out>` (DWARF 4, section 2.6.2).
 */
export function debugLocations({ code }: SymbolFacts): Uint8Array {
  const start = code.opOffsets[1] ?? prologueOf(code).end;
  return bytesOf((writer) => {
    writer.u64(start); //                           from, relative to the unit's low_pc
    writer.u64(code.bytes.length); //               up to, exclusive
    writer.u16(1); //                               an expression of one byte
    writer.u8(dwarf.DW_OP_reg0 + dwarf.DwarfRegister.rax);
    writer.u64(0); //                               end of the list
    writer.u64(0);
  });
}

const begin = (writer: ByteWriter, { code }: Abbreviation): void => writer.uleb128(code);
