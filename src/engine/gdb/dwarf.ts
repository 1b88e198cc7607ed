/**
 * The constants of DWARF version 4 that we write, named as in its specification (section 7, "Data Representation").
 * Version 4 and not 5, because every gdb of the last ten years reads it.
 */
export const dwarfVersion = 4;

/** Bytes of an address. */
export const addressSize = 8;

/** Numbers of registers: System V ABI, AMD64 supplement, figure 3.36. They are not those of instruction encodings. */
export const DwarfRegister = {
  rax: 0,
  rcx: 2,
  rbx: 3,
  rbp: 6,
  rsp: 7,
  r14: 14,
  r15: 15,
  returnAddress: 16,
} as const;

export const DW_TAG_array_type = 0x01;
export const DW_TAG_formal_parameter = 0x05;
export const DW_TAG_lexical_block = 0x0b;
export const DW_TAG_compile_unit = 0x11;
export const DW_TAG_subrange_type = 0x21;
export const DW_TAG_base_type = 0x24;
export const DW_TAG_subprogram = 0x2e;
export const DW_TAG_variable = 0x34;

export const DW_AT_location = 0x02;
export const DW_AT_name = 0x03;
export const DW_AT_byte_size = 0x0b;
export const DW_AT_stmt_list = 0x10;
export const DW_AT_low_pc = 0x11;
export const DW_AT_high_pc = 0x12;
export const DW_AT_language = 0x13;
export const DW_AT_comp_dir = 0x1b;
export const DW_AT_producer = 0x25;
export const DW_AT_prototyped = 0x27;
export const DW_AT_count = 0x37;
export const DW_AT_decl_file = 0x3a;
export const DW_AT_decl_line = 0x3b;
export const DW_AT_encoding = 0x3e;
export const DW_AT_external = 0x3f;
export const DW_AT_frame_base = 0x40;
export const DW_AT_type = 0x49;

export const DW_FORM_addr = 0x01;
export const DW_FORM_data8 = 0x07;
export const DW_FORM_string = 0x08;
export const DW_FORM_data1 = 0x0b;
export const DW_FORM_udata = 0x0f;
export const DW_FORM_ref4 = 0x13;
export const DW_FORM_sec_offset = 0x17;
export const DW_FORM_exprloc = 0x18;
export const DW_FORM_flag_present = 0x19;

export const DW_LANG_C99 = 0x0c;
export const DW_ATE_signed = 0x05;

export const DW_OP_addr = 0x03;
export const DW_OP_deref = 0x06;
export const DW_OP_plus_uconst = 0x23;
export const DW_OP_reg0 = 0x50;
/** The content of register n plus a signed number: DW_OP_breg0 + n. */
export const DW_OP_breg0 = 0x70;
export const DW_OP_call_frame_cfa = 0x9c;

export const DW_LNS_copy = 0x01;
export const DW_LNS_advance_pc = 0x02;
export const DW_LNS_advance_line = 0x03;
export const DW_LNS_negate_stmt = 0x06;
export const DW_LNE_end_sequence = 0x01;
export const DW_LNE_set_address = 0x02;

/** The two highest bits of a call frame instruction; its operand is in the other six. */
export const DW_CFA_advance_loc = 0x1 << 6;
export const DW_CFA_offset = 0x2 << 6;
export const DW_CFA_restore = 0x3 << 6;
export const DW_CFA_nop = 0x00;
export const DW_CFA_advance_loc4 = 0x04;
export const DW_CFA_register = 0x09;
export const DW_CFA_remember_state = 0x0a;
export const DW_CFA_restore_state = 0x0b;
export const DW_CFA_def_cfa = 0x0c;
export const DW_CFA_def_cfa_register = 0x0d;
export const DW_CFA_def_cfa_offset = 0x0e;
export const DW_CFA_def_cfa_expression = 0x0f;
