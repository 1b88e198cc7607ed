import { operationsOf } from '../isa/lookup';
import { wordsPerOp, type Program } from '../format/program';
import { initialState, type MachineState } from './machineState';
import { semantics, type Registers, type Semantics } from './semantics';

/** Why {@link Interpreter.run} came back. */
export type InterpreterStop = 'breakpoint' | 'end' | 'budget';

/** Runs a verified program, one op or many at a time. */
export class Interpreter {
  /** The op that comes next; the op count once the program has ended. */
  opIndex = initialState.opIndex;
  private readonly registers: Registers = { result: initialState.result };
  private readonly semanticsOf: readonly (Semantics | undefined)[];

  constructor(readonly program: Program) {
    const table: (Semantics | undefined)[] = [];
    for (const operation of operationsOf(program.version))
      table[operation.opcode] = semantics[operation.name];
    this.semanticsOf = table;
  }

  get hasEnded(): boolean {
    return this.opIndex >= this.program.opCount;
  }

  /** A copy of the state, to keep or to give to another engine. */
  get state(): MachineState {
    return { opIndex: this.opIndex, result: this.registers.result };
  }

  set state({ opIndex, result }: MachineState) {
    this.opIndex = opIndex;
    this.registers.result = result;
  }

  /** Runs the next op; does nothing at the end. */
  step(): void {
    if (this.hasEnded) return;
    const opIndex = this.opIndex++;
    const opcode = this.program.words[opIndex * wordsPerOp] ?? 0;
    this.semanticsOf[opcode]?.(this.registers, this.program, opIndex);
  }

  /**
   * Runs until the program ends, an op with a breakpoint comes next, or the budget is used up. The first op runs even
   * when it has a breakpoint: that is where the program stopped last.
   * @param breakpoints one byte for each op, not 0 where it has a breakpoint
   * @param budget how many ops to run at most, so that the caller stays able to pause
   */
  run(breakpoints?: Uint8Array, budget = Infinity): InterpreterStop {
    for (let ops = 0; ops < budget && !this.hasEnded; ops++) {
      if (ops > 0 && breakpoints?.[this.opIndex]) return 'breakpoint';
      this.step();
    }
    if (this.hasEnded) return 'end';
    return breakpoints?.[this.opIndex] ? 'breakpoint' : 'budget';
  }
}
