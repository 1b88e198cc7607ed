import { epilogueOf } from '../jit/machineCode';
import { bytesOf } from './byteWriter';
import { DwarfRegister } from './dwarf';
import { entryRules } from './entryFrames';
import { FrameRules } from './frameRules';
import { hostStubRules, hostStubSize } from './hostStub';
import { instructionSize, tailsOf } from './functionTails';
import type { SymbolFacts } from './symbolFacts';

const { rbx, rbp, rsp } = DwarfRegister;
const { push, move, pop, leave, ret } = instructionSize;

/**
 * `.debug_frame`: where the caller's frame is at every single instruction, so that `bt`, `up` and `finish` work
 * wherever somebody stops.
 */
export function debugFrame(facts: SymbolFacts): Uint8Array {
  const { code, address, stubAddress } = facts;
  return bytesOf((writer) => {
    FrameRules.writeCommon(writer);
    if (code.convention === 'result') {
      FrameRules.write(writer, address, code.bytes.length, (rules) =>
        returnsRules(rules, epilogueOf(code).start),
      );
      return;
    }
    if (stubAddress !== undefined) FrameRules.write(writer, stubAddress, hostStubSize, hostStubRules);
    for (const { kind, name, range } of code.parts) {
      if (kind !== 'entry') continue;
      const size = range.end - range.start;
      FrameRules.write(writer, address + BigInt(range.start), size, entryRules(facts, name, range));
    }
    code.functions.forEach(({ range }, functionIndex) => {
      const size = range.end - range.start;
      FrameRules.write(writer, address + BigInt(range.start), size, (rules) => {
        functionRules(
          rules,
          tailsOf(facts, functionIndex).map((tail) => tail - range.start),
        );
      });
    });
  });
}

/**
 *     push %rbp       CFA = rsp + 8       return address at CFA - 8
 *     mov  %rsp,%rbp  CFA = rsp + 16      and the caller's rbp at CFA - 16
 *     …               CFA = rbp + 16
 */
function frameRules(rules: FrameRules): void {
  rules.at(push).cfaOffset(16).savedAt(rbp, -16);
  rules.at(push + move).cfaRegister(rbp);
}

/**
 * Version 1.
 *
 *     ops, leave      CFA = rbp + 16
 *     ret             CFA = rsp + 8       the caller's rbp is in rbp again
 */
function returnsRules(rules: FrameRules, epilogue: number): void {
  frameRules(rules);
  rules
    .at(epilogue + leave)
    .cfa(rsp, 8)
    .restored(rbp);
}

/**
 * A function of versions 2 and 3: RETURN may stand anywhere, and what follows it is the body again. After its
 * `pop %rbx` the caller's rbx is in rbx, and for one more instruction in the frame as well.
 *
 *     push %rbx       CFA = rbp + 16
 *     body, both pops     and the caller's rbx at CFA - 24
 *     ret             CFA = rsp + 8       the caller's rbp and rbx are in rbp and rbx again
 *     body            as before
 */
function functionRules(rules: FrameRules, tails: readonly number[]): void {
  frameRules(rules);
  rules.at(push + move + push).savedAt(rbx, -24);
  for (const tail of tails) {
    rules
      .at(tail + pop)
      .remember()
      .cfa(rsp, 8)
      .restored(rbp)
      .restored(rbx);
    rules.at(tail + pop + ret).recall();
  }
}
