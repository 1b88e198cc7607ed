import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Trap } from '../engine/machine/stop';
import type { MachineFrame } from '../engine/machine/stack';
import { BreakpointRequests } from './breakpoints/breakpointRequests';
import { Breakpoints } from './breakpoints/breakpoints';
import { viewAt, type Debuggee, type SourceView } from './debuggee/debuggee';
import { changedSourceOf, viewOfSource } from './debuggee/sourceMatch';
import { adapterErrors, breakpointMessages } from './errors';
import { Execution } from './execution/execution';
import type { BreakpointQuestions, ExecutionListener } from './execution/executionListener';
import { everyOp, linesOf, type StepPlaces } from './execution/stepping';
import { GdbFiles } from './gdb/gdbFiles';
import { GdbSession } from './gdb/gdbSession';
import { CallStack } from './inspection/callStack';
import { registerText, withRegisterNames, withRegisterValues } from './inspection/cpuRegisters';
import { DisplayFormat } from './inspection/displayFormat';
import { Evaluator } from './inspection/evaluator';
import { FrameNames } from './inspection/names';
import { scopesOf, type NamedScope } from './inspection/scopes';
import { trapText } from './inspection/trapText';
import { VariableReferences } from './inspection/variables';
import { MachineAddresses } from './machineLevel/machineAddresses';
import { SessionMemory } from './machineLevel/memory';
import type { Level } from './protocol/launch';
import type { SessionEvents } from './requests/context';
import type { LaunchOptions } from './launchArguments';

/** Running without debugging stops nowhere. */
const noBreakpoints: BreakpointQuestions = {
  ops: () => [],
  insideStops: [],
  opsWithRegisters: new Set(),
  hitAtOp: () => undefined,
  hitInside: () => undefined,
  mayHitAtOp: () => false,
  mayHitInside: () => false,
};

/** What a launched program tells the session; stops at breakpoints are decided here. */
export type LaunchedListener = Omit<ExecutionListener, 'breakpoints' | 'trapText'>;

/** A launched program and everything that belongs to it. The session holds one. */
export class Launched {
  readonly format: DisplayFormat;
  readonly execution: Execution;
  readonly breakpoints: Breakpoints;
  readonly gdb: GdbSession;
  readonly references = new VariableReferences();
  readonly evaluator: Evaluator;
  readonly callStack: CallStack;
  readonly addresses: MachineAddresses;
  readonly memory: SessionMemory;
  /** What the user looks at: steps and frames follow. */
  level: Level;
  private readonly gdbFiles = new GdbFiles();
  private readonly breakpointRequests: BreakpointRequests;
  private isBeginning = false;
  private disposed = false;

  constructor(
    readonly debuggee: Debuggee,
    readonly options: LaunchOptions,
    listener: LaunchedListener,
    events: SessionEvents,
  ) {
    this.level = options.level ?? 'source';
    this.format = new DisplayFormat(options.syntax);
    this.breakpoints = new Breakpoints({
      evaluate: (text) => this.evaluator.value(text, this.namesOf(undefined)),
      isAssignment: (text) => this.evaluator.parse(withRegisterNames(text)).target !== undefined,
      evaluateToText: (expression) => this.evaluateToText(expression),
      log: (text) => listener.message('console', text),
      changed: () => this.execution.breakpointsChanged(),
    });
    this.execution = new Execution(debuggee, this.listen(listener), options);
    this.evaluator = new Evaluator(this.format, (text) => withRegisterValues(this, text));
    this.addresses = new MachineAddresses(debuggee, this.execution, this.format);
    this.memory = new SessionMemory(debuggee, this.execution, options, (text) =>
      listener.message('console', text),
    );
    this.breakpointRequests = new BreakpointRequests({
      ...{ debuggee, execution: this.execution, addresses: this.addresses, breakpoints: this.breakpoints },
      isNative: () => (this.execution.hasBegun ? this.execution.mode : options.mode) === 'jit',
    });
    this.callStack = new CallStack(debuggee, this.execution, this.format, this.addresses);
    this.gdb = new GdbSession(this, this.gdbFiles, events);
  }

  /** Switches to the mode of the launch configuration and begins, once: a program cannot begin while it runs. */
  async begin(): Promise<void> {
    if (this.isBeginning) return;
    this.isBeginning = true;
    if (this.options.mode === 'jit') await this.execution.setMode('jit');
    // The session may have been ended while the native host started.
    if (this.disposed) return;
    this.execution.begin(this.options.stopOnEntry && !this.options.noDebug);
  }

  /** The text that the client shows now. */
  get view(): SourceView {
    return viewAt(this.debuggee, this.level);
  }

  /** Where a step may end: at every op, or where a line of source begins. */
  get stepPlaces(): StepPlaces {
    const { view } = this;
    return view.level === 'source' ? linesOf(view.lines.lineOfOp) : everyOp;
  }

  /** The text that a client means by a source, where it is one of this program. */
  viewOf(source: DebugProtocol.Source): SourceView | undefined {
    return viewOfSource(this.debuggee, source);
  }

  /** Answers setBreakpoints for any source: those of other files are refused, with the reason. */
  async setBreakpoints({
    source,
    breakpoints = [],
  }: DebugProtocol.SetBreakpointsArguments): Promise<DebugProtocol.Breakpoint[]> {
    const view = this.viewOf(source);
    if (view) return this.breakpointRequests.setInText(view, breakpoints);
    const message = changedSourceOf(this.debuggee, source)?.message ?? breakpointMessages.otherFile();
    return breakpoints.map(({ line }) => ({ verified: false, line, message }));
  }

  /** Answers setInstructionBreakpoints. */
  setInstructionBreakpoints(
    requested: readonly DebugProtocol.InstructionBreakpoint[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    return this.breakpointRequests.setOnInstructions(requested);
  }

  /** The frame that a client asks about; the one that runs where it names none. @throws AdapterError where there is none */
  frameOf(frameId: number | undefined): MachineFrame {
    if (frameId === undefined) return this.execution.machine.innermost;
    const frame = this.callStack.frame(frameId);
    if (!frame) throw adapterErrors.noSuchFrame(frameId);
    return frame;
  }

  namesOf(frameId: number | undefined): FrameNames {
    return new FrameNames(this.debuggee, this.execution, this.frameOf(frameId));
  }

  scopes(frameId: number | undefined): readonly NamedScope[] {
    return scopesOf(this, this.frameOf(frameId));
  }

  dispose(): void {
    this.disposed = true;
    this.gdb.dispose();
    this.execution.dispose();
    this.gdbFiles.remove();
  }

  private evaluateToText(expression: string): string {
    const register = registerText(this, expression);
    if (register !== undefined) return register;
    const evaluated = this.evaluator.evaluate(expression, this.namesOf(undefined));
    return evaluated.kind === 'integer' ? evaluated.text : evaluated.array.name;
  }

  private listen(listener: LaunchedListener): ExecutionListener {
    return {
      ...listener,
      // In which engine a session goes on that has ended, and what it still printed, nobody wants to know.
      message: (category, text) => {
        if (!this.disposed) listener.message(category, text);
      },
      printed: (text) => (this.disposed ? undefined : listener.printed(text)),
      changed: () => {
        if (!this.disposed) listener.changed();
      },
      stopped: (reason, text, ids) => {
        this.references.clear();
        listener.stopped(reason, text, ids);
      },
      breakpoints: this.options.noDebug ? noBreakpoints : this.breakpoints,
      trapText: (trap: Trap) => trapText(trap, this.execution.machine),
    };
  }
}
