import {
  plainProgram,
  wordsPerOp,
  type DebugVariable,
  type FunctionDefinition,
  type Program,
} from '../format/program';
import { operations, type OperationName } from '../isa/operations';
import type { Place } from './place';
import type { FunctionScope, SymbolTable } from './symbols';

/** Where a jump goes to: an op that may not be there yet. */
export class Label {
  opIndex: number | undefined;
  /** Words that wait for the op's index. */
  readonly waiting: number[] = [];
}

interface Operands {
  readonly a?: number;
  readonly b?: number;
  readonly r?: number;
}

/** The jumps that compare: a, b and the target. */
export type ComparingJump = Extract<
  OperationName,
  `JUMP_${string}EQUAL${string}` | `JUMP_LESS${string}` | `JUMP_GREATER${string}`
>;

/** Ops one after the other, with the place in the source that each comes from. */
export class ProgramCode {
  private readonly words: number[] = [];
  private readonly lines: number[] = [];
  private readonly columns: number[] = [];
  private readonly constants = new Map<bigint, number>();
  private readonly functions: FunctionDefinition[] = [];
  private readonly variables: DebugVariable[] = [];
  private place: Place | undefined;
  private lastBound = 0;

  get opCount(): number {
    return this.lines.length;
  }

  /** Whether an op that is added now can be reached: not behind a RETURN or JUMP to which nothing jumps. */
  get isReachable(): boolean {
    if (this.lastBound === this.opCount) return true;
    const opcode = this.words[(this.opCount - 1) * wordsPerOp];
    return opcode !== operations.RETURN.opcode && opcode !== operations.JUMP.opcode;
  }

  /** The statement that the following ops are made from; undefined for what no statement asks for. */
  at(place: Place | undefined): void {
    this.place = place;
  }

  emit(name: OperationName, { a = 0, b = 0, r = 0 }: Operands): void {
    this.words.push(operations[name].opcode, a, b, r);
    this.lines.push(this.place?.line ?? 0);
    this.columns.push(this.place?.column ?? 0);
  }

  jump(label: Label): void {
    this.emit('JUMP', {});
    this.aim(label, 1);
  }

  jumpIf(register: number, when: boolean, label: Label): void {
    this.emit(when ? 'JUMP_IF' : 'JUMP_UNLESS', { a: register });
    this.aim(label, 2);
  }

  /** Jumps if the comparison of two operands holds. @param name of a jump whose target is its third operand */
  jumpWhen(name: ComparingJump, a: number, b: number, label: Label): void {
    this.emit(name, { a, b });
    this.aim(label, 3);
  }

  /** The label names the op that is added next. */
  bind(label: Label): void {
    label.opIndex = this.opCount;
    if (label.waiting.length > 0) this.lastBound = this.opCount;
    for (const word of label.waiting) this.words[word] = this.opCount;
  }

  /** Index in the table of constants. */
  constant(value: bigint): number {
    const known = this.constants.get(value);
    if (known !== undefined) return known;
    const index = this.constants.size;
    this.constants.set(value, index);
    return index;
  }

  /** A function begins with the next op. Returns what is to be called at its end. */
  beginFunction(name: string, { index, variables }: FunctionScope): (registerCount: number) => void {
    const firstOp = this.opCount;
    // Nothing jumps to the first op yet, but it is reached all the same.
    this.lastBound = firstOp;
    return (registerCount) => {
      const opCount = this.opCount - firstOp;
      const isParameter = ({ kind }: { readonly kind: string }): boolean => kind === 'parameter';
      const all = [...variables.values()];
      const parameterCount = all.filter(isParameter).length;
      this.functions.push({ name, firstOp, opCount, parameterCount, registerCount });
      for (const variable of all) {
        const { name: variableName, register } = variable;
        this.variables.push({
          name: variableName,
          functionIndex: index,
          register,
          isParameter: isParameter(variable),
          firstOp,
          endOp: this.opCount,
        });
      }
    };
  }

  program({ arrays }: SymbolTable, sourcePath: string): Program {
    return {
      ...plainProgram,
      version: 3,
      words: Uint32Array.from(this.words),
      opCount: this.opCount,
      functions: this.functions,
      constants: Array.from(this.constants.keys(), (bits) => ({ type: 'int64', bits, padding: 0 })),
      arrays: Array.from(arrays.values(), ({ name, length }) => ({ name, length })),
      debug: {
        sourcePath,
        lines: Uint32Array.from(this.lines),
        columns: Uint32Array.from(this.columns),
        variables: this.variables,
      },
    };
  }

  /** Puts the label's op into word `slot` of the op that was just added. */
  private aim(label: Label, slot: number): void {
    const word = (this.opCount - 1) * wordsPerOp + slot;
    if (label.opIndex === undefined) label.waiting.push(word);
    else this.words[word] = label.opIndex;
  }
}
