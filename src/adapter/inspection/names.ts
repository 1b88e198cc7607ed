import { immediateAt, opcodeAt, firstCellOf, type DebugVariable } from '../../engine/format/program';
import { operationByOpcode } from '../../engine/isa/lookup';
import type { MachineFrame } from '../../engine/machine/stack';
import type { Debuggee } from '../debuggee/debuggee';
import { adapterErrors } from '../errors';
import type { Execution } from '../execution/execution';

/** A named integer of the machine, as watch expressions, conditions and the Variables view know it. */
export interface MachineName {
  readonly name: string;
  readonly description: string;
  readonly value: () => bigint;
  /** Absent where the value cannot be changed. @throws AdapterError for a value that does not fit */
  readonly set?: (value: bigint) => void;
  /** Its word in the stack, where it is a register. */
  readonly stackWord?: number;
}

/** An array of cells, by name. */
export interface MachineArray {
  readonly name: string;
  readonly length: number;
  /** Index of its first cell, counted over all arrays. */
  readonly firstCell: number;
  readonly at: (index: number) => bigint;
  /** @throws AdapterError while the program runs */
  readonly set: (index: number, value: bigint) => void;
}

/** Every name that an expression may use in one frame: one table for evaluate, completions, conditions and variables. */
export class FrameNames {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly execution: Execution,
    readonly frame: MachineFrame,
  ) {}

  /** What a name means: a variable of the source, a register, or something of the machine, in this order. */
  find(name: string): MachineName | undefined {
    return (
      this.variables().find((entry) => entry.name === name) ??
      this.registerNamed(name) ??
      this.machine().find((entry) => entry.name === name)
    );
  }

  /** The array of cells of a name. */
  array(name: string): MachineArray | undefined {
    return this.arrays().find((entry) => entry.name === name);
  }

  /** All names, for completions and help. */
  all(): readonly MachineName[] {
    return [...this.variables(), ...this.registers(), ...this.machine()];
  }

  /** The variables of the source that are known at the frame's op, parameters first. */
  variables(): readonly MachineName[] {
    return this.debugVariables().map(({ name, register, isParameter }) => ({
      ...this.register(register),
      name,
      description: `${isParameter ? 'Parameter' : 'Variable'}, in register ${register}.`,
    }));
  }

  registers(): readonly MachineName[] {
    // Version 1 has no registers; where its result is kept is our affair.
    if (this.debuggee.program.version === 1) return [];
    return Array.from({ length: this.registerCount }, (_, index) => this.register(index));
  }

  isFunction(name: string): boolean {
    return this.debuggee.program.functions.some((candidate) => candidate.name === name);
  }

  arrays(): readonly MachineArray[] {
    const { execution } = this;
    const { program } = this.debuggee;
    return program.arrays.map(({ name, length }, arrayIndex) => {
      const first = firstCellOf(program, arrayIndex);
      return {
        name,
        length,
        firstCell: first,
        at: (index: number) => execution.machine.cell(first + index),
        set: (index: number, value: bigint) => {
          execution.requireStopped();
          execution.machine.setCell(first + index, value);
        },
      };
    });
  }

  /** What is not of the source but of the machine. */
  machine(): readonly MachineName[] {
    const { program } = this.debuggee;
    const { machine } = this.execution;
    const { opIndex } = this.frame;
    const hasOp = opIndex < program.opCount;
    const isInnermost = this.frame.window === machine.position.window;
    const constant = (name: string, description: string, value: bigint): MachineName => ({
      name,
      description,
      value: () => value,
    });
    return [
      {
        name: 'opIndex',
        description: isInnermost
          ? 'Index of the op that runs next. Assign to it to jump.'
          : 'Index of the CALL that has not returned.',
        value: () => BigInt(isInnermost ? machine.opIndex : opIndex),
        ...(isInnermost ? { set: (value: bigint) => this.execution.goTo(toIndex(value)) } : {}),
      },
      ...(program.version === 1
        ? [
            {
              ...this.register(0),
              name: 'result',
              description: 'What the program would return if it ended here.',
            },
          ]
        : []),
      constant('opcode', 'Opcode of the op.', hasOp ? BigInt(opcodeAt(program, opIndex)) : 0n),
      ...(program.version === 1
        ? [constant('param', 'Operand of the op that runs next.', hasOp ? immediateAt(program, opIndex) : 0n)]
        : []),
      constant('opCount', 'How many ops the program has.', BigInt(program.opCount)),
      constant('version', 'Version of the bytecode format.', BigInt(program.version)),
    ];
  }

  /** How many registers the function of the frame has. */
  get registerCount(): number {
    return this.debuggee.program.functions[this.frame.functionIndex]?.registerCount ?? 0;
  }

  private debugVariables(): readonly DebugVariable[] {
    const { functionIndex, opIndex } = this.frame;
    const { program } = this.debuggee;
    // Behind its end a program still shows what it ended with.
    const at = Math.min(opIndex, program.opCount - 1);
    const isEnded = opIndex >= program.opCount;
    return (program.debug?.variables ?? []).filter(
      (variable) =>
        variable.functionIndex === functionIndex &&
        (isEnded || (variable.firstOp <= at && at < variable.endOp)),
    );
  }

  /** One of them; the caller knows that it is there. */
  register(index: number): MachineName {
    const { execution, frame } = this;
    return {
      name: `r${index}`,
      description: `Register ${index}.`,
      stackWord: frame.window + index,
      value: () => execution.machine.register(frame, index),
      set: (value) => {
        execution.requireStopped();
        execution.machine.setRegister(frame, index, value);
      },
    };
  }

  private registerNamed(name: string): MachineName | undefined {
    const match = /^r(\d+)$/.exec(name);
    const index = Number(match?.[1] ?? NaN);
    return this.debuggee.program.version > 1 && index < this.registerCount ? this.register(index) : undefined;
  }
}

/** One line on what an op does, for the Variables view. */
export function operationSummary({ program }: Debuggee, opIndex: number): string | undefined {
  return opIndex < program.opCount
    ? operationByOpcode(program.version, opcodeAt(program, opIndex))?.summary
    : undefined;
}

/** An op index that somebody typed. @throws AdapterError where it can be none */
function toIndex(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw adapterErrors.noSuchOp(value);
  return Number(value);
}
