import type { CodeBuffer } from './codeBuffer';

/**
 * The x86_64 instructions that templates are made of; those with an operand in memory are in x86Memory.ts, jumps and
 * calls in x86Control.ts. References are to Intel's manual, volume 2.
 *
 * The number of a register is the one that its encodings use.
 */
export const Register = {
  rax: 0,
  rcx: 1,
  rdx: 2,
  rbx: 3,
  rsp: 4,
  rbp: 5,
  rsi: 6,
  rdi: 7,
  r14: 14,
  r15: 15,
} as const;
export type Register = (typeof Register)[keyof typeof Register];

/** REX prefix `0100WRXB` (section 2.2.1): W makes operands 64 bits wide, the others are the fourth bits of registers. */
export const rex = 0x40;
export const rexW = 0x48;

/** The REX prefix of a 64-bit instruction on two registers. */
const rexOf = (reg: number, rm: Register): number => rexW | ((reg >> 3) << 2) | (rm >> 3);

/** ModRM byte that names two registers: `11 reg rm`, section 2.1.5. */
const registerDirect = (reg: number, rm: Register): number => 0b11_000_000 | ((reg & 7) << 3) | (rm & 7);

/** PUSH r64: `50+rd`, with REX.B for r8 to r15 */
export function push(code: CodeBuffer, register: Register): void {
  if (register > 7) code.byte(rex | 1);
  code.byte(0x50 + (register & 7));
}

/** POP r64: `58+rd`, with REX.B for r8 to r15 */
export function pop(code: CodeBuffer, register: Register): void {
  if (register > 7) code.byte(rex | 1);
  code.byte(0x58 + (register & 7));
}

/** MOV r/m64, r64: `REX.W 89 /r` */
export function move(code: CodeBuffer, destination: Register, source: Register): void {
  code.bytes3(rexOf(source, destination), 0x89, registerDirect(source, destination));
}

/**
 * MOV r64, imm64: `REX.W B8+rd io`, which the AT&T syntax calls movabs.
 * @param low the lower 32 bits of the immediate
 * @param high the upper 32 bits
 */
export function moveImmediate64(code: CodeBuffer, destination: Register, low: number, high: number): void {
  code.bytes2(rexW, 0xb8 + destination);
  code.word32(low);
  code.word32(high);
}

/** MOV r32, imm32: `B8+rd id`; the upper half becomes 0. Not for r8 to r15. */
export function moveImmediate32(code: CodeBuffer, destination: Register, value: number): void {
  code.byte(0xb8 + destination);
  code.word32(value);
}

/** XOR r32, r32 with itself: `31 /r`. The register becomes 0. */
export function clear(code: CodeBuffer, register: Register): void {
  code.bytes2(0x31, registerDirect(register, register));
}

/** TEST r/m64, r64 with itself: `REX.W 85 /r`. Equal means 0. */
export function testZero(code: CodeBuffer, register: Register): void {
  code.bytes3(rexW, 0x85, registerDirect(register, register));
}

/** CMP r64, r64: `REX.W 3B /r` */
export function compare(code: CodeBuffer, left: Register, right: Register): void {
  code.bytes3(rexOf(left, right), 0x3b, registerDirect(left, right));
}

/** CMP r/m64, imm8: `REX.W 83 /7 ib`, the immediate extended with its sign */
export function compareImmediate8(code: CodeBuffer, left: Register, value: number): void {
  code.bytes3(rexW, 0x83, registerDirect(7, left));
  code.byte(value & 0xff);
}

/** ADD r/m64, imm8: `REX.W 83 /0 ib` */
export function addImmediate8(code: CodeBuffer, destination: Register, value: number): void {
  code.bytes3(rexW, 0x83, registerDirect(0, destination));
  code.byte(value & 0xff);
}

/**
 * Arithmetic on a register and an immediate, which is extended with its sign: `REX.W 83 /n ib` or `REX.W 81 /n id`.
 * @param opcode as {@link Arithmetic} in x86Memory.ts has it; its bits 3 to 5 are the n
 */
export function combineImmediate(code: CodeBuffer, opcode: number, register: Register, value: number): void {
  const reg = opcode >> 3;
  if (value >= -128 && value <= 127) {
    code.bytes3(rexW, 0x83, registerDirect(reg, register));
    code.byte(value & 0xff);
  } else {
    code.bytes3(rexW, 0x81, registerDirect(reg, register));
    code.word32(value);
  }
}

/** Arithmetic on two registers: `REX.W opcode /r`, the first is the destination. */
export function combineRegisters(
  code: CodeBuffer,
  opcode: number,
  destination: Register,
  source: Register,
): void {
  code.bytes3(rexOf(destination, source), opcode, registerDirect(destination, source));
}

/** IMUL r64, r/m64, imm: `REX.W 6B /r ib` or `REX.W 69 /r id`, on one register, the immediate extended with its sign */
export function multiplyImmediate(code: CodeBuffer, register: Register, value: number): void {
  const isShort = value >= -128 && value <= 127;
  code.bytes3(rexW, isShort ? 0x6b : 0x69, registerDirect(register, register));
  if (isShort) code.byte(value & 0xff);
  else code.word32(value);
}

/** IMUL r/m64: `REX.W F7 /5`: rdx:rax = rax * register */
export function multiplyHigh(code: CodeBuffer, register: Register): void {
  code.bytes3(rexW, 0xf7, registerDirect(5, register));
}

/** IMUL r64, r/m64: `REX.W 0F AF /r` */
export function multiplyRegisters(code: CodeBuffer, destination: Register, source: Register): void {
  code.bytes2(rexW, 0x0f);
  code.bytes2(0xaf, registerDirect(destination, source));
}

/** NEG r/m64: `REX.W F7 /3` */
export function negate(code: CodeBuffer, register: Register): void {
  code.bytes3(rexW, 0xf7, registerDirect(3, register));
}

/** CQO: `REX.W 99`: rdx becomes copies of the sign of rax. */
export function extendRax(code: CodeBuffer): void {
  code.bytes2(rexW, 0x99);
}

/** IDIV r/m64: `REX.W F7 /7`: rdx:rax / register; quotient in rax, remainder in rdx. */
export function divide(code: CodeBuffer, divisor: Register): void {
  code.bytes3(rexW, 0xf7, registerDirect(7, divisor));
}

/** What a shift is in the reg field: SHL `/4`, SHR `/5`, SAR `/7`. The processor takes the lower six bits of cl. */
export const Shift = { left: 4, logicalRight: 5, arithmeticRight: 7 } as const;
export type Shift = (typeof Shift)[keyof typeof Shift];

/** SHL, SHR or SAR r/m64, CL: `REX.W D3 /n` */
export function shiftByCl(code: CodeBuffer, shift: Shift, register: Register): void {
  code.bytes3(rexW, 0xd3, registerDirect(shift, register));
}

/** SHL, SHR or SAR r/m64, imm8: `REX.W C1 /n ib` */
export function shiftByImmediate(code: CodeBuffer, shift: Shift, register: Register, count: number): void {
  code.bytes3(rexW, 0xc1, registerDirect(shift, register));
  code.byte(count);
}

/** MOVZX r32, r8 of al: `0F B6 /r`. rax becomes what al was. */
export function extendAl(code: CodeBuffer): void {
  code.bytes3(0x0f, 0xb6, 0b11_000_000);
}

/** Up to so many words are written one by one: `rep` takes about thirty cycles to get going. */
export const wordsOneByOne = 12;

/** REP MOVSQ: `F3 REX.W A5`: copies rcx words from (rsi) to (rdi). The direction flag is clear, as every ABI says. */
export function repeatMoveWords(code: CodeBuffer): void {
  code.bytes3(0xf3, rexW, 0xa5);
}

/** REP STOSQ: `F3 REX.W AB`: writes rax to rcx words at (rdi). */
export function repeatStoreWords(code: CodeBuffer): void {
  code.bytes3(0xf3, rexW, 0xab);
}

/** LEAVE: `C9`: rsp = rbp, then pop rbp */
export function leave(code: CodeBuffer): void {
  code.byte(0xc9);
}

/** RET, near: `C3` */
export function ret(code: CodeBuffer): void {
  code.byte(0xc3);
}

/** What the manual recommends for a NOP of each size, section "NOP" of volume 2. */
const nops = [
  [],
  [0x90],
  [0x66, 0x90],
  [0x0f, 0x1f, 0x00],
  [0x0f, 0x1f, 0x40, 0x00],
  [0x0f, 0x1f, 0x44, 0, 0],
];

/** NOP of so many bytes, five at most. */
export function nop(code: CodeBuffer, size: number): void {
  for (const byte of nops[size] ?? []) code.byte(byte);
}
