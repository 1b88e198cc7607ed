import { bytesOf, type ByteWriter } from './byteWriter';
import * as dwarf from './dwarf';

/** A kind of entry in `.debug_info`: its tag, and the form of each attribute in order (DWARF 4, section 7.5.3). */
export interface Abbreviation {
  readonly code: number;
  readonly tag: number;
  readonly hasChildren: boolean;
  /** Attribute and form. */
  readonly attributes: readonly (readonly [number, number])[];
}

/** All kinds of entries that we write. Their values follow in the order of the attributes. */
export const abbreviations = {
  compileUnit: {
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
  },
  baseType: {
    code: 2,
    tag: dwarf.DW_TAG_base_type,
    hasChildren: false,
    attributes: [
      [dwarf.DW_AT_name, dwarf.DW_FORM_string],
      [dwarf.DW_AT_byte_size, dwarf.DW_FORM_data1],
      [dwarf.DW_AT_encoding, dwarf.DW_FORM_data1],
    ],
  },
  subprogram: {
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
  },
  variable: {
    code: 4,
    tag: dwarf.DW_TAG_variable,
    hasChildren: false,
    attributes: [
      [dwarf.DW_AT_name, dwarf.DW_FORM_string],
      [dwarf.DW_AT_type, dwarf.DW_FORM_ref4],
      [dwarf.DW_AT_location, dwarf.DW_FORM_sec_offset],
    ],
  },
  parameter: {
    code: 5,
    tag: dwarf.DW_TAG_formal_parameter,
    hasChildren: false,
    attributes: [
      [dwarf.DW_AT_name, dwarf.DW_FORM_string],
      [dwarf.DW_AT_type, dwarf.DW_FORM_ref4],
      [dwarf.DW_AT_location, dwarf.DW_FORM_sec_offset],
    ],
  },
  lexicalBlock: {
    code: 6,
    tag: dwarf.DW_TAG_lexical_block,
    hasChildren: true,
    attributes: [
      [dwarf.DW_AT_low_pc, dwarf.DW_FORM_addr],
      [dwarf.DW_AT_high_pc, dwarf.DW_FORM_data8],
    ],
  },
  arrayType: {
    code: 7,
    tag: dwarf.DW_TAG_array_type,
    hasChildren: true,
    attributes: [[dwarf.DW_AT_type, dwarf.DW_FORM_ref4]],
  },
  subrangeType: {
    code: 8,
    tag: dwarf.DW_TAG_subrange_type,
    hasChildren: false,
    attributes: [
      [dwarf.DW_AT_type, dwarf.DW_FORM_ref4],
      [dwarf.DW_AT_count, dwarf.DW_FORM_udata],
    ],
  },
  globalVariable: {
    code: 9,
    tag: dwarf.DW_TAG_variable,
    hasChildren: false,
    attributes: [
      [dwarf.DW_AT_external, dwarf.DW_FORM_flag_present],
      [dwarf.DW_AT_name, dwarf.DW_FORM_string],
      [dwarf.DW_AT_type, dwarf.DW_FORM_ref4],
      [dwarf.DW_AT_location, dwarf.DW_FORM_exprloc],
    ],
  },
} as const satisfies Record<string, Abbreviation>;

/** Begins an entry; the values of its attributes follow. */
export const begin = (writer: ByteWriter, { code }: Abbreviation): void => writer.uleb128(code);

/** `.debug_abbrev` */
export const debugAbbreviations = (): Uint8Array =>
  bytesOf((writer) => {
    for (const { code, tag, hasChildren, attributes } of Object.values(abbreviations)) {
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
