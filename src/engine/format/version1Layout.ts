/**
 * Version 1, all little-endian, packed:
 *
 *     | u32 cookie 0xdeadbeef | u32 version = 1 | u32 op count | count × | u32 opcode | i64 param |
 *       0                       4                 8              12        0            4
 */

/** Bytes before the first op: cookie, version, op count. */
export const version1HeaderSize = 12;
/** Bytes of one op: u32 opcode, i64 param, packed. */
export const version1OpSize = 12;
