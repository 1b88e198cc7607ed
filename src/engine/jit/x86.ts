import type { CodeBuffer } from './codeBuffer';

/**
 * The x86_64 instructions that templates are made of. References are to Intel's manual, volume 2.
 *
 * The number of a register is the one that its encodings use.
 */
export const Register = { rax: 0, rbp: 5, rsp: 4, rsi: 6, rdi: 7 } as const;
export type Register = (typeof Register)[keyof typeof Register];

/** REX prefix with W set: 64-bit operands. `0100WRXB`, section 2.2.1. */
const rexW = 0x48;

/** ModRM byte that names two registers: `11 reg rm`, section 2.1.5. */
const registerDirect = (reg: Register, rm: Register): number => 0b11_000_000 | (reg << 3) | rm;

/** PUSH r64: `50+rd` */
export function push(code: CodeBuffer, register: Register): void {
  code.byte(0x50 + register);
}

/** MOV r/m64, r64: `REX.W 89 /r` */
export function move(code: CodeBuffer, destination: Register, source: Register): void {
  code.bytes3(rexW, 0x89, registerDirect(source, destination));
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

/** JMP r/m64: `FF /4` with a register */
export function jumpTo(code: CodeBuffer, target: Register): void {
  code.bytes2(0xff, 0b11_100_000 | target);
}

/** LEAVE: `C9`: rsp = rbp, then pop rbp */
export function leave(code: CodeBuffer): void {
  code.byte(0xc9);
}

/** RET, near: `C3` */
export function ret(code: CodeBuffer): void {
  code.byte(0xc3);
}
