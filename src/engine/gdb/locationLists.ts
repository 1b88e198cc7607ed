import { prologueOf } from '../jit/machineCode';
import { ByteWriter, bytesOf } from './byteWriter';
import * as dwarf from './dwarf';
import { DwarfRegister } from './dwarf';
import { instructionSize, tailsOf } from './functionTails';
import type { SymbolFacts } from './symbolFacts';

const { push, move, pop, ret } = instructionSize;

/** From where in a function of versions 2 and 3 rbx is the address of its window: behind `mov %rax,%rbx`. Unit: bytes. */
const windowReady = push + move + push + move;

/** Runs of instructions in the lists of a function, all together. */
const mostRuns = 100_000;

/** A run of code in which a register of the machine holds the address of the function's window. */
interface Run {
  readonly start: number;
  readonly end: number;
  /** rbx; rax before it is copied there. */
  readonly base: number;
}

/**
 * `.debug_loc`: where registers of the machine are, at which instruction (DWARF 4, section 2.6.2). Where there is no
 * place, gdb says `<optimized out>`. Offsets in the code count from the unit's low_pc.
 */
export class LocationLists {
  private readonly writer = new ByteWriter();
  private readonly known = new Map<string, number>();
  private readonly runs = new Map<number, readonly Run[]>();

  constructor(private readonly facts: SymbolFacts) {}

  /** The list for the result so far of version 1, in rax once the first op has run. @returns its offset in the section */
  ofResult(): number {
    const { code } = this.facts;
    const start = code.opOffsets[1] ?? prologueOf(code).end;
    const offset = this.writer.length;
    this.entry(start, code.bytes.length, Uint8Array.of(dwarf.DW_OP_reg0 + DwarfRegister.rax));
    this.end();
    return offset;
  }

  /** The list for a register of a function of versions 2 and 3. @returns its offset in the section */
  ofRegister(functionIndex: number, register: number): number {
    const key = `${functionIndex}:${register}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const offset = this.writer.length;
    this.known.set(key, offset);
    for (const { start, end, base } of this.runsOf(functionIndex)) {
      this.entry(start, end, addressFrom(base, register));
    }
    this.end();
    return offset;
  }

  /** The bytes of the section. */
  finish(): Uint8Array {
    return this.writer.finish();
  }

  private entry(from: number, to: number, expression: Uint8Array): void {
    this.writer.u64(from);
    this.writer.u64(to);
    this.writer.u16(expression.length);
    this.writer.append(expression);
  }

  private end(): void {
    this.writer.u64(0);
    this.writer.u64(0);
  }

  private runsOf(functionIndex: number): readonly Run[] {
    const before = this.runs.get(functionIndex);
    if (before) return before;
    const runs = makeRuns(this.facts, functionIndex);
    this.runs.set(functionIndex, runs);
    return runs;
  }
}

/**
 * The caller passes the window in rax, and the prologue copies it to rbx. On the way out rbx becomes the caller's two
 * instructions before the last: at `pop %rbp` and `ret` the variables have no place any more.
 */
function makeRuns(facts: SymbolFacts, functionIndex: number): Run[] {
  const range = facts.code.functions[functionIndex]?.range ?? { start: 0, end: 0 };
  const { rax, rbx } = DwarfRegister;
  let start = range.start + windowReady;
  const runs: Run[] = [{ start: range.start, end: start, base: rax }];
  const tails = tailsOf(facts, functionIndex);
  // Of a giant function these instructions are not worth the room.
  const registers = facts.program.functions[functionIndex]?.registerCount ?? 0;
  for (const tail of tails.length * registers > mostRuns ? [] : tails) {
    runs.push({ start, end: tail, base: rbx });
    start = tail + pop + ret;
  }
  if (start < range.end) runs.push({ start, end: range.end, base: rbx });
  return runs;
}

/** `8 * words(%base)` */
const addressFrom = (base: number, words: number): Uint8Array =>
  bytesOf((writer) => {
    writer.u8(dwarf.DW_OP_breg0 + base);
    writer.sleb128(8 * words);
  });
