import type { DebugProtocol } from '@vscode/debugprotocol';
import { Breakpoints } from './breakpoints/breakpoints';
import type { Debuggee } from './debuggee/debuggee';
import { isSourceOf } from './debuggee/sourceMatch';
import { Execution, type ExecutionListener } from './execution/execution';
import { GdbFiles } from './gdb/gdbFiles';
import { GdbSession } from './gdb/gdbSession';
import { DisplayFormat } from './inspection/displayFormat';
import { Evaluator } from './inspection/evaluator';
import { machineNames, type MachineName } from './inspection/names';
import { scopesOf, type NamedScope } from './inspection/scopes';
import { VariableReferences } from './inspection/variables';
import type { SessionEvents } from './requests/context';
import type { LaunchOptions } from './launchArguments';

/** What a launched program tells the session; stops at breakpoints are decided here. */
export type LaunchedListener = Omit<ExecutionListener, 'breakpointHolds'>;

/** A launched program and everything that belongs to it. The session holds one. */
export class Launched {
  readonly format: DisplayFormat;
  readonly execution: Execution;
  readonly breakpoints: Breakpoints;
  readonly gdb: GdbSession;
  private readonly gdbFiles = new GdbFiles();
  readonly references = new VariableReferences();
  readonly names: readonly MachineName[];
  readonly evaluator: Evaluator;

  constructor(
    readonly debuggee: Debuggee,
    readonly options: LaunchOptions,
    listener: LaunchedListener,
    events: SessionEvents,
  ) {
    this.format = new DisplayFormat(options.syntax);
    this.execution = new Execution(debuggee, this.listen(listener), options);
    this.names = machineNames(debuggee, this.execution);
    this.evaluator = new Evaluator(this.names, this.format);
    this.gdb = new GdbSession(this, this.gdbFiles, events);
    this.breakpoints = new Breakpoints(debuggee, {
      evaluate: (expression) => this.evaluator.value(expression),
      evaluateToText: (expression) => this.evaluator.evaluate(expression),
      log: (text) => listener.message('console', text),
    });
  }

  /** The breakpoints that a run respects: none when running without debugging. */
  get activeBreakpoints(): Uint8Array | undefined {
    return this.options.noDebug ? undefined : this.breakpoints.byOp;
  }

  /** Switches to the mode of the launch configuration and begins. */
  async begin(): Promise<void> {
    if (this.options.mode === 'jit') await this.execution.setMode('jit');
    this.execution.begin(this.options.stopOnEntry && !this.options.noDebug, this.activeBreakpoints);
  }

  /** Whether a source that the client names is the one of this program. */
  readonly sourceIs = (source: DebugProtocol.Source): boolean => isSourceOf(this.debuggee, source);

  /** Answers setBreakpoints for any source: those of other files are refused, with the reason. */
  setBreakpoints({
    source,
    breakpoints = [],
  }: DebugProtocol.SetBreakpointsArguments): DebugProtocol.Breakpoint[] {
    if (this.sourceIs(source)) return this.breakpoints.setAll(breakpoints);
    const message = 'This file is not part of the program that is being debugged.';
    return breakpoints.map(({ line }) => ({ verified: false, line, message }));
  }

  /** The one frame: the op that runs next. */
  readonly frame = (): DebugProtocol.StackFrame => {
    const { debuggee, execution } = this;
    const opIndex = Math.min(execution.state.opIndex, debuggee.program.opCount - 1);
    return {
      id: 1,
      name: 'main',
      source: debuggee.source,
      line: debuggee.lines.lineOfOp(opIndex),
      column: debuggee.columnOfOp(opIndex),
    };
  };

  dispose(): void {
    this.gdb.dispose();
    this.execution.dispose();
    this.gdbFiles.remove();
  }

  scopes(): readonly NamedScope[] {
    return scopesOf(this);
  }

  private listen(listener: LaunchedListener): ExecutionListener {
    return {
      stopped: (reason, text) => {
        this.references.clear();
        listener.stopped(reason, text);
      },
      ended: (result) => listener.ended(result),
      message: (category, text) => listener.message(category, text),
      changed: () => listener.changed(),
      breakpointHolds: (opIndex) => this.breakpoints.holds(opIndex),
    };
  }
}
