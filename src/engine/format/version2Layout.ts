/**
 * Version 2, all little-endian, packed:
 *
 *     | u32 cookie 0xdeadbeef | u32 version = 2 | u64 op count | count × | u32 opcode | u32 a | u32 b | u32 r |
 *       0                       4                 8              16        0            4       8       12
 *
 *     | u64 constant count | count × | u32 type | 4 bytes of padding | 8 bytes value | u64 register count |
 *       0                    8         0          4                    8
 */

/** Bytes before the first op: cookie, version, op count. */
export const version2HeaderSize = 16;
/** Bytes of one op, in version 3 too. */
export const wideOpSize = 16;
/** Bytes of one constant, in version 3 too. */
export const constantSize = 16;
/** Bytes of a count. */
export const countSize = 8;

/** Where the parts of a file of version 2 stand. Unit: bytes. */
export function version2Layout(
  opCount: number,
  constantCount: number,
): { readonly ops: number; readonly constants: number; readonly functions: number } {
  const constants = version2HeaderSize + opCount * wideOpSize + countSize;
  return { ops: version2HeaderSize, constants, functions: constants + constantCount * constantSize };
}
