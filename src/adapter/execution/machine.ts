import type { Program } from '../../engine/format/program';
import { Interpreter } from '../../engine/interpreter/interpreter';
import {
  framesOf,
  innermostFrame,
  type MachineFrame,
  type MachineImage,
  type MachinePosition,
} from '../../engine/machine/stack';
import { adapterErrors } from '../errors';

/**
 * The program's state as everything in the session sees it, whichever engine runs: it lies in the interpreter's memory,
 * and the native host's copy of it is brought here at every stop. So a host that dies takes nothing with it, and
 * looking at the state never waits for another process.
 */
export class Machine {
  readonly interpreter: Interpreter;
  /** Grows with every change that a person makes: an engine with a copy of its own then takes the state anew. */
  revision = 0;
  private knownFrames: readonly MachineFrame[] | undefined;

  constructor(readonly program: Program) {
    this.interpreter = new Interpreter(program);
  }

  get position(): MachinePosition {
    return this.interpreter.position;
  }

  /** The op that comes next; the op count once the program has ended. */
  get opIndex(): number {
    return this.interpreter.position.opIndex;
  }

  get result(): bigint {
    return this.interpreter.result;
  }

  get hasEnded(): boolean {
    return this.interpreter.hasEnded;
  }

  /** The calls that have not returned, the innermost first. */
  get frames(): readonly MachineFrame[] {
    return (this.knownFrames ??= framesOf(this.program, this.interpreter.stack, this.position));
  }

  /** The frame that runs; read without the others, of which a recursion has many. */
  get innermost(): MachineFrame {
    return innermostFrame(this.program, this.position);
  }

  /** Called by whoever runs the program, since the call stack is only read once for each stop. */
  moved(): void {
    this.knownFrames = undefined;
  }

  register({ window }: MachineFrame, index: number): bigint {
    return this.interpreter.stack[window + index] ?? 0n;
  }

  setRegister({ window }: MachineFrame, index: number, value: bigint): void {
    this.interpreter.stack[window + index] = BigInt.asIntN(64, value);
    this.revision++;
  }

  cell(index: number): bigint {
    return this.interpreter.cells[index] ?? 0n;
  }

  setCell(index: number, value: bigint): void {
    this.interpreter.cells[index] = BigInt.asIntN(64, value);
    this.revision++;
  }

  /** Makes another op of the running function the next one. @throws AdapterError where that is no such op */
  goTo(opIndex: number): void {
    const running = this.program.functions[this.innermost.functionIndex];
    const first = running?.firstOp ?? 0;
    const last = first + (running?.opCount ?? 0) - 1;
    if (opIndex < first || opIndex > last)
      throw adapterErrors.opIndexOutOfRange(BigInt(opIndex), first, last, running?.name ?? '');
    this.interpreter.position = { ...this.position, opIndex };
    this.revision++;
    this.moved();
  }

  save(): MachineImage {
    return this.interpreter.save();
  }

  load(image: MachineImage): void {
    this.interpreter.load(image);
    this.moved();
  }
}
