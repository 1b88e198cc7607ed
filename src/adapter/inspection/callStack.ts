import type { DebugProtocol } from '@vscode/debugprotocol';
import { hexNumber } from '../../engine/jit/hex';
import type { MachineFrame } from '../../engine/machine/stack';
import type { Debuggee, SourceView } from '../debuggee/debuggee';
import type { Execution } from '../execution/execution';
import type { DisplayFormat } from './displayFormat';
import type { MachineAddresses } from '../machineLevel/machineAddresses';
import { FrameNames } from './names';

/** The call stack as the client shows it. The id of a frame is its depth, counted from 1 for the one that runs. */
export class CallStack {
  constructor(
    private readonly debuggee: Debuggee,
    private readonly execution: Execution,
    private readonly format: DisplayFormat,
    private readonly addresses: MachineAddresses,
  ) {}

  /** The frame of an id, or undefined where there is none (any more). */
  frame(id: number): MachineFrame | undefined {
    return this.execution.machine.frames[id - 1];
  }

  get depth(): number {
    return this.execution.machine.frames.length;
  }

  /**
   * A window of the frames, the innermost first.
   * @param view the text that their places are in
   * @param count all that are left where it is 0, as the protocol has it
   */
  frames(view: SourceView, start: number, count: number): DebugProtocol.StackFrame[] {
    const { frames } = this.execution.machine;
    const end = count > 0 ? start + count : frames.length;
    return frames.slice(start, end).map((frame, index) => this.describe(view, frame, start + index + 1));
  }

  private describe(view: SourceView, frame: MachineFrame, id: number): DebugProtocol.StackFrame {
    const { program } = this.debuggee;
    // A thread that stands in the rest of a CALL: the machine has done it.
    const inOp = id === 1 ? this.execution.thread?.stepper.part?.opIndex : undefined;
    const opIndex = Math.min(inOp ?? frame.opIndex, program.opCount - 1);
    const name = this.nameOf(frame);
    const placed = this.opWithLine(view, frame.functionIndex, opIndex);
    const line = view.lines.lineOfOp(placed);
    const instructionPointerReference = hexNumber(this.addresses.ofFrame(frame));
    // A function none of whose ops comes from a line of the source.
    if (line === 0)
      return { id, name, line: 0, column: 0, instructionPointerReference, presentationHint: 'subtle' };
    const column = view.columnOfOp(placed);
    return { id, name, source: view.source, line, column, instructionPointerReference };
  }

  /**
   * An op that comes from no line goes with the one before, as for gdb; at the beginning of a function with the one
   * behind.
   */
  private opWithLine({ lines }: SourceView, functionIndex: number, opIndex: number): number {
    const { firstOp = 0, opCount = 0 } = this.debuggee.program.functions[functionIndex] ?? {};
    for (let op = opIndex; op >= firstOp; op--) if (lines.lineOfOp(op) > 0) return op;
    for (let op = opIndex; op < firstOp + opCount; op++) if (lines.lineOfOp(op) > 0) return op;
    return opIndex;
  }

  /** The name of the function with its arguments: `fib(n=5)`. */
  private nameOf(frame: MachineFrame): string {
    const { program } = this.debuggee;
    const running = program.functions[frame.functionIndex];
    if (!running) return '';
    if (running.parameterCount === 0) return running.name;
    const names = new FrameNames(this.debuggee, this.execution, frame);
    const parameters = (program.debug?.variables ?? []).filter(
      ({ functionIndex, isParameter }) => isParameter && functionIndex === frame.functionIndex,
    );
    const values = names.registers().slice(0, running.parameterCount);
    const texts = values.map(({ name, value }, index) => {
      const parameter = parameters.find(({ register }) => register === index);
      return `${parameter?.name ?? name}=${this.format.integer(value())}`;
    });
    return `${running.name}(${texts.join(', ')})`;
  }
}
