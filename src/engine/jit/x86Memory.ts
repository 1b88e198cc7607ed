import type { CodeBuffer } from './codeBuffer';
import { Register, rex, rexW } from './x86';

/**
 * Instructions with an operand in memory: `displacement(%base)`. Its ModRM byte is `mod reg rm` (section 2.1.5):
 *
 *     00 reg base               (%base)              not for rbp, whose bits mean something else there
 *     01 reg base  disp8        disp8(%base)
 *     10 reg base  disp32       disp32(%base)
 *
 * rsp and r12 need a byte more and are no bases here.
 */
type Base = Exclude<Register, typeof Register.rsp>;

/** ModRM and displacement, as short as they go. */
function operand(code: CodeBuffer, reg: number, base: Base, displacement: number): void {
  const bits = ((reg & 7) << 3) | (base & 7);
  if (displacement === 0 && base !== Register.rbp) code.byte(bits);
  else if (displacement >= -128 && displacement <= 127) code.bytes2(0b01_000_000 | bits, displacement & 0xff);
  else {
    code.byte(0b10_000_000 | bits);
    code.word32(displacement);
  }
}

const highBits = (reg: number, base: Base): number => ((reg >> 3) << 2) | (base >> 3);

/** A 64-bit instruction of one opcode byte. */
function wide(code: CodeBuffer, opcode: number, reg: number, base: Base, displacement: number): void {
  code.bytes2(rexW | highBits(reg, base), opcode);
  operand(code, reg, base, displacement);
}

/** A 32-bit instruction of one opcode byte, or one whose operand is 64 bits anyway. */
function narrow(code: CodeBuffer, opcode: number, reg: number, base: Base, displacement: number): void {
  const bits = highBits(reg, base);
  if (bits === 0) code.byte(opcode);
  else code.bytes2(rex | bits, opcode);
  operand(code, reg, base, displacement);
}

/** MOV r64, m64: `REX.W 8B /r` */
export function load(code: CodeBuffer, to: Register, base: Base, displacement: number): void {
  wide(code, 0x8b, to, base, displacement);
}

/** MOV m64, r64: `REX.W 89 /r` */
export function store(code: CodeBuffer, base: Base, displacement: number, from: Register): void {
  wide(code, 0x89, from, base, displacement);
}

/** MOV m32, r32: `89 /r` */
export function store32(code: CodeBuffer, base: Base, displacement: number, from: Register): void {
  narrow(code, 0x89, from, base, displacement);
}

/** MOV m64, imm32: `REX.W C7 /0 id`, the immediate extended with its sign */
export function storeImmediate(code: CodeBuffer, base: Base, displacement: number, value: number): void {
  wide(code, 0xc7, 0, base, displacement);
  code.word32(value);
}

/** LEA r64, m: `REX.W 8D /r` */
export function loadAddress(code: CodeBuffer, to: Register, base: Base, displacement: number): void {
  wide(code, 0x8d, to, base, displacement);
}

/** Arithmetic `r64 = r64 op m64` by its opcode: `REX.W opcode /r` */
export const Arithmetic = {
  add: 0x03,
  or: 0x0b,
  and: 0x23,
  subtract: 0x2b,
  xor: 0x33,
  compare: 0x3b,
} as const;
export type Arithmetic = (typeof Arithmetic)[keyof typeof Arithmetic];

export function combine(
  code: CodeBuffer,
  opcode: Arithmetic,
  left: Register,
  base: Base,
  displacement: number,
): void {
  wide(code, opcode, left, base, displacement);
}

/** IMUL r64, m64: `REX.W 0F AF /r` */
export function multiply(code: CodeBuffer, left: Register, base: Base, displacement: number): void {
  code.bytes3(rexW | highBits(left, base), 0x0f, 0xaf);
  operand(code, left, base, displacement);
}

/** IMUL r64, m64, imm: `REX.W 6B /r ib` or `REX.W 69 /r id`: register = memory * immediate, extended with its sign */
export function multiplyImmediate(
  code: CodeBuffer,
  to: Register,
  base: Base,
  displacement: number,
  value: number,
): void {
  const isShort = value >= -128 && value <= 127;
  wide(code, isShort ? 0x6b : 0x69, to, base, displacement);
  if (isShort) code.byte(value & 0xff);
  else code.word32(value);
}

/**
 * Arithmetic `m64 = m64 op immediate`, extended with its sign: `REX.W 83 /n ib` or `REX.W 81 /n id`. The n is bits 3 to 5
 * of the opcode.
 */
export function combineImmediate(
  code: CodeBuffer,
  opcode: Arithmetic,
  base: Base,
  displacement: number,
  value: number,
): void {
  const isShort = value >= -128 && value <= 127;
  wide(code, isShort ? 0x83 : 0x81, opcode >> 3, base, displacement);
  if (isShort) code.byte(value & 0xff);
  else code.word32(value);
}

/** CMP m64, imm8: `REX.W 83 /7 ib` with 0 */
export function compareWithZero(code: CodeBuffer, base: Base, displacement: number): void {
  combineImmediate(code, Arithmetic.compare, base, displacement, 0);
}

/** CMP m32, imm8: `83 /7 ib` with 0 */
export function compare32WithZero(code: CodeBuffer, base: Base, displacement: number): void {
  narrow(code, 0x83, 7, base, displacement);
  code.byte(0);
}

/** XORPS xmm0, xmm0: `0F 57 /r`. Its 128 bits become 0. */
export function clearXmm0(code: CodeBuffer): void {
  code.bytes3(0x0f, 0x57, 0b11_000_000);
}

/** MOVUPS m128, xmm0: `0F 11 /r`, at any address. Not for r8 to r15. */
export function storeXmm0(code: CodeBuffer, base: Base, displacement: number): void {
  code.bytes2(0x0f, 0x11);
  operand(code, 0, base, displacement);
}

/** PUSH m64: `FF /6` */
export function pushMemory(code: CodeBuffer, base: Base, displacement: number): void {
  narrow(code, 0xff, 6, base, displacement);
}

/** JMP m64: `FF /4` */
export function jumpToMemory(code: CodeBuffer, base: Base, displacement: number): void {
  narrow(code, 0xff, 4, base, displacement);
}

/** Where the index of a cell may be. */
export type CellIndex = typeof Register.rax | typeof Register.rcx;

/**
 * A cell: `displacement(%r15,%index,8)`. ModRM `10 reg 100` says that a SIB byte `scale index base` follows (section
 * 2.1.5): scale 11 is 8, base 111 with REX.B is r15.
 */
function cell(code: CodeBuffer, opcode: number, reg: Register, index: CellIndex, displacement: number): void {
  code.bytes2(rexW | 1, opcode);
  code.bytes2(0b10_000_100 | (reg << 3), 0b11_000_111 | (index << 3));
  code.word32(displacement);
}

/** MOV r64, m64: `REX.W 8B /r` from a cell */
export function loadCell(code: CodeBuffer, to: Register, index: CellIndex, displacement: number): void {
  cell(code, 0x8b, to, index, displacement);
}

/** MOV m64, r64: `REX.W 89 /r` to a cell */
export function storeCell(code: CodeBuffer, index: CellIndex, displacement: number, from: Register): void {
  cell(code, 0x89, from, index, displacement);
}
