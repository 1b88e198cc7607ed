import { wordsPerOp } from '../format/program';
import { operations } from '../isa/operations';
import type { SymbolFacts } from './symbolFacts';

/** Sizes of the instructions that a function begins and ends with, in bytes. See `enterFrame` and `leaveFrame`. */
export const instructionSize = {
  /** `push %rbp`, `push %rbx` */
  push: 1,
  /** `pop %rbp`, `pop %rbx` */
  pop: 1,
  /** `mov %rsp,%rbp`, `mov %rax,%rbx` */
  move: 3,
  leave: 1,
  ret: 1,
} as const;

/** Bytes of `pop %rbp; ret`. */
const tailSize = instructionSize.pop + instructionSize.ret;

/**
 * Where a function of versions 2 and 3 goes back to its caller: the offset of every `pop %rbp`, ascending.
 * `pop %rbx; pop %rbp; ret` end the template of RETURN.
 */
export function tailsOf({ program, code }: SymbolFacts, functionIndex: number): number[] {
  const { firstOp = 0, opCount = 0 } = program.functions[functionIndex] ?? {};
  const tails: number[] = [];
  for (let opIndex = firstOp; opIndex < firstOp + opCount; opIndex++) {
    if (program.words[opIndex * wordsPerOp] === operations.RETURN.opcode)
      tails.push((code.opEnds[opIndex] ?? 0) - tailSize);
  }
  for (const { kind, functionIndex: owner, range } of code.parts) {
    if (kind === 'epilogue' && owner === functionIndex) tails.push(range.end - tailSize);
  }
  return tails;
}
