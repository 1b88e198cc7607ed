import { constantSize, wideOpSize } from './version2Layout';

/**
 * Version 3, all little-endian:
 *
 *     | u32 cookie 0xdeadbeef | u32 version = 3 | u32 section count | u32 0 | sections …
 *       0                       4                 8                   12      16
 *
 *     section: | u32 kind | u32 0 | u64 length | length bytes of content | zeros up to a multiple of 8 |
 *                0          4       8            16
 *
 * Sections stand in any order, each kind at most once; we write them in the order of their kinds.
 */

/** The kinds of sections, by the number in the file. A reader skips and keeps those that it does not know. */
export const sectionKinds = {
  /** count × `| u32 opcode | u32 a | u32 b | u32 r |` */
  code: 1,
  /** count × `| u32 first op | u32 op count | u32 parameters | u32 registers | u32 name offset | u32 name length |` */
  functions: 2,
  /** count × `| u32 type | 4 bytes of padding | 8 bytes value |` */
  constants: 3,
  /** count × `| u32 length in cells | u32 name offset | u32 name length | u32 0 |` */
  arrays: 4,
  /** UTF-8 without separators: names and paths are stretches of it, by offset and length in bytes. */
  strings: 5,
  /** `| u32 path offset | u32 path length |` and for each op `| u32 line | u32 column |` */
  lines: 6,
  /**
   * count × `| u32 function | u32 register | u32 flags | u32 first op | u32 end op | u32 name offset | u32 name length |
   * u32 0 |`; bit 0 of the flags: it is a parameter.
   */
  variables: 7,
} as const;

export type SectionName = keyof typeof sectionKinds;

/** Bytes before the first section. */
export const version3HeaderSize = 16;
/** Bytes of a section before its content. */
export const sectionHeaderSize = 16;
/** Sections begin at multiples of this. Unit: bytes. */
export const sectionAlignment = 8;

/** Bytes of one entry of each table. The table of lines has a head of its own before its entries. */
export const entrySizes = {
  code: wideOpSize,
  functions: 24,
  constants: constantSize,
  arrays: 16,
  lines: 8,
  variables: 32,
} as const;

/** Bytes of the table of lines before its first entry: offset and length of the path. */
export const linesHeadSize = 8;

/** The flags of a variable. */
export const parameterFlag = 1;

/** Bytes of zeros after a section of this length. */
export const paddingAfter = (length: number): number => -length & (sectionAlignment - 1);

/** The first op as we write it: the code is the first section. Unit: bytes. */
export const version3FirstOp = version3HeaderSize + sectionHeaderSize;
