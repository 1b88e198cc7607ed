import type { FunctionDefinition } from '../format/program';
import { prologueOf } from '../jit/machineCode';
import { frameWords } from '../machine/stack';
import { ByteWriter, bytesOf } from './byteWriter';
import * as dwarf from './dwarf';
import { DwarfRegister } from './dwarf';
import { instructionSize } from './functionTails';
import type { SymbolFacts } from './symbolFacts';

const { push, move } = instructionSize;

/** From where in a function of versions 2 and 3 rbx is the address of its window: behind `mov %rax,%rbx`. Unit: bytes. */
const windowReady = push + move + push + move;

/** Runs of instructions in the lists of a function, all together. */
const mostRuns = 100_000;

/** A run of code in which a register of the machine holds the address of the function's window, or that of another. */
interface Run {
  readonly start: number;
  readonly end: number;
  /** rbx; rax before it is copied there. */
  readonly base: number;
  /** Words from the function's window to what the register points to. */
  readonly distance: number;
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
    for (const { start, end, base, distance } of this.runsOf(functionIndex)) {
      this.entry(start, end, addressFrom(base, register - distance));
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
 * The caller passes the window in rax, and the prologue copies it to rbx. A CALL comes back with the window of the called
 * function there, and its next instruction goes back to its own.
 */
function makeRuns(facts: SymbolFacts, functionIndex: number): Run[] {
  const { code, program } = facts;
  const range = code.functions[functionIndex]?.range ?? { start: 0, end: 0 };
  const definition = program.functions[functionIndex];
  const { rax, rbx } = DwarfRegister;
  let start = range.start + windowReady;
  const runs: Run[] = [{ start: range.start, end: start, base: rax, distance: 0 }];
  if (!definition) return runs;
  const distance = frameWords(definition);
  const returns = returnsInto(facts, definition);
  // Of a giant function this one instruction is not worth the room.
  for (const offset of returns.length * definition.registerCount > mostRuns ? [] : returns) {
    const end = offset + stepBackSize(distance);
    runs.push({ start, end: offset, base: rbx, distance: 0 }, { start: offset, end, base: rbx, distance });
    start = end;
  }
  runs.push({ start, end: range.end, base: rbx, distance: 0 });
  return runs;
}

/** Where the functions that are called return to. Bytes from the start of the code. */
function returnsInto({ code }: SymbolFacts, { firstOp, opCount }: FunctionDefinition): number[] {
  return [...code.callReturnOffsets.subarray(firstOp, firstOp + opCount)].filter((offset) => offset !== 0);
}

/** Bytes of `lea -8 * distance(%rbx),%rbx`: `48 8d 5b disp8`, or `48 8d 9b disp32` */
const stepBackSize = (distance: number): number => (-8 * distance >= -128 ? 4 : 7);

/** `8 * words(%base)` */
const addressFrom = (base: number, words: number): Uint8Array =>
  bytesOf((writer) => {
    writer.u8(dwarf.DW_OP_breg0 + base);
    writer.sleb128(8 * words);
  });
