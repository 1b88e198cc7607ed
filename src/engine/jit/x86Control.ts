import type { CodeBuffer } from './codeBuffer';

/**
 * Jumps and calls. Their distances count from the end of the instruction, which is where the distance itself ends, and
 * are written when the target is known: each function returns the offset of the distance, for {@link land32} or
 * {@link land8}.
 */

/** The condition of a jump or SETcc: the lower four bits of its opcode. Section "Jcc" of the manual. */
export const Condition = {
  below: 0x2,
  aboveOrEqual: 0x3,
  equal: 0x4,
  notEqual: 0x5,
  belowOrEqual: 0x6,
  above: 0x7,
  less: 0xc,
  greaterOrEqual: 0xd,
  lessOrEqual: 0xe,
  greater: 0xf,
} as const;
export type Condition = (typeof Condition)[keyof typeof Condition];

/** The condition that holds whenever the other does not. */
const oppositeConditions = {
  [Condition.below]: Condition.aboveOrEqual,
  [Condition.aboveOrEqual]: Condition.below,
  [Condition.equal]: Condition.notEqual,
  [Condition.notEqual]: Condition.equal,
  [Condition.above]: Condition.belowOrEqual,
  [Condition.belowOrEqual]: Condition.above,
  [Condition.less]: Condition.greaterOrEqual,
  [Condition.greaterOrEqual]: Condition.less,
  [Condition.lessOrEqual]: Condition.greater,
  [Condition.greater]: Condition.lessOrEqual,
} as const satisfies Record<Condition, Condition>;

export const oppositeOf = (condition: Condition): Condition => oppositeConditions[condition];

/** JMP rel32: `E9 cd` */
export function jump(code: CodeBuffer): number {
  code.byte(0xe9);
  return distance32(code);
}

/** Jcc rel32: `0F 80+cc cd` */
export function jumpIf(code: CodeBuffer, condition: Condition): number {
  code.bytes2(0x0f, 0x80 + condition);
  return distance32(code);
}

/** CALL rel32: `E8 cd` */
export function call(code: CodeBuffer): number {
  code.byte(0xe8);
  return distance32(code);
}

/** JMP rel8: `EB cb`. Only inside of one template. */
export function jumpShort(code: CodeBuffer): number {
  code.bytes2(0xeb, 0);
  return code.length - 1;
}

/** Jcc rel8: `70+cc cb`. Only inside of one template. */
export function jumpShortIf(code: CodeBuffer, condition: Condition): number {
  code.bytes2(0x70 + condition, 0);
  return code.length - 1;
}

/** SETcc AL: `0F 90+cc /0`. al becomes 1 or 0. */
export function setAlIf(code: CodeBuffer, condition: Condition): void {
  code.bytes3(0x0f, 0x90 + condition, 0b11_000_000);
}

/** Lets the jump or call with its distance at `site` go to `target`. Both in bytes from the start of the code. */
export function land32(code: CodeBuffer, site: number, target: number): void {
  code.setWord32(site, target - (site + 4));
}

/** Lets a short jump go to the next instruction that is written. */
export function land8(code: CodeBuffer, site: number): void {
  code.setByte(site, code.length - (site + 1));
}

function distance32(code: CodeBuffer): number {
  code.word32(0);
  return code.length - 4;
}
