import type { DebugProtocol } from '@vscode/debugprotocol';
import type { customRequests } from '../protocol/requests';
import type {
  AllowGdbArguments,
  MachineCodeArguments,
  MachineCodeResponse,
  PrepareGdbArguments,
  PrepareGdbResponse,
  SetHexArguments,
  SetLevelArguments,
  SetModeArguments,
  SetModeResponse,
  SetSyntaxArguments,
  VerifyMachineCodeResponse,
} from '../protocol/requests';

/** A request: what comes in, and the body that goes out. */
interface Request<Arguments, Body = void> {
  readonly arguments: Arguments;
  readonly body: Body;
}

type BodyOf<Response extends DebugProtocol.Response> = Response['body'];

/** Every request that the adapter answers, with its types: the protocol's, then our own. */
export interface Requests {
  initialize: Request<DebugProtocol.InitializeRequestArguments, DebugProtocol.Capabilities>;
  launch: Request<unknown>;
  setBreakpoints: Request<
    DebugProtocol.SetBreakpointsArguments,
    BodyOf<DebugProtocol.SetBreakpointsResponse>
  >;
  setExceptionBreakpoints: Request<DebugProtocol.SetExceptionBreakpointsArguments>;
  breakpointLocations: Request<
    DebugProtocol.BreakpointLocationsArguments,
    BodyOf<DebugProtocol.BreakpointLocationsResponse>
  >;
  configurationDone: Request<unknown>;
  continue: Request<unknown, BodyOf<DebugProtocol.ContinueResponse>>;
  next: Request<DebugProtocol.NextArguments>;
  stepIn: Request<DebugProtocol.StepInArguments>;
  stepOut: Request<DebugProtocol.StepOutArguments>;
  pause: Request<unknown>;
  gotoTargets: Request<DebugProtocol.GotoTargetsArguments, BodyOf<DebugProtocol.GotoTargetsResponse>>;
  goto: Request<DebugProtocol.GotoArguments>;
  threads: Request<unknown, BodyOf<DebugProtocol.ThreadsResponse>>;
  stackTrace: Request<DebugProtocol.StackTraceArguments, BodyOf<DebugProtocol.StackTraceResponse>>;
  scopes: Request<DebugProtocol.ScopesArguments, BodyOf<DebugProtocol.ScopesResponse>>;
  variables: Request<DebugProtocol.VariablesArguments, BodyOf<DebugProtocol.VariablesResponse>>;
  setVariable: Request<DebugProtocol.SetVariableArguments, BodyOf<DebugProtocol.SetVariableResponse>>;
  setExpression: Request<DebugProtocol.SetExpressionArguments, BodyOf<DebugProtocol.SetExpressionResponse>>;
  evaluate: Request<DebugProtocol.EvaluateArguments, BodyOf<DebugProtocol.EvaluateResponse>>;
  completions: Request<DebugProtocol.CompletionsArguments, BodyOf<DebugProtocol.CompletionsResponse>>;
  exceptionInfo: Request<unknown, BodyOf<DebugProtocol.ExceptionInfoResponse>>;
  source: Request<DebugProtocol.SourceArguments, BodyOf<DebugProtocol.SourceResponse>>;
  loadedSources: Request<unknown, BodyOf<DebugProtocol.LoadedSourcesResponse>>;
  disassemble: Request<DebugProtocol.DisassembleArguments, BodyOf<DebugProtocol.DisassembleResponse>>;
  setInstructionBreakpoints: Request<
    DebugProtocol.SetInstructionBreakpointsArguments,
    BodyOf<DebugProtocol.SetInstructionBreakpointsResponse>
  >;
  readMemory: Request<DebugProtocol.ReadMemoryArguments, BodyOf<DebugProtocol.ReadMemoryResponse>>;
  writeMemory: Request<DebugProtocol.WriteMemoryArguments, BodyOf<DebugProtocol.WriteMemoryResponse>>;
  terminate: Request<unknown>;
  disconnect: Request<unknown>;
  [customRequests.machineCode]: Request<MachineCodeArguments, MachineCodeResponse>;
  [customRequests.setMode]: Request<{ readonly [Key in keyof SetModeArguments]: unknown }, SetModeResponse>;
  [customRequests.setLevel]: Request<{ readonly [Key in keyof SetLevelArguments]: unknown }>;
  [customRequests.setHex]: Request<SetHexArguments>;
  [customRequests.setSyntax]: Request<{ readonly [Key in keyof SetSyntaxArguments]: unknown }>;
  [customRequests.prepareGdb]: Request<PrepareGdbArguments, PrepareGdbResponse>;
  [customRequests.allowGdb]: Request<AllowGdbArguments>;
  [customRequests.verifyMachineCode]: Request<unknown, VerifyMachineCodeResponse>;
  [customRequests.outputShown]: Request<unknown>;
}

/** Answers one kind of request. An AdapterError (or another error for people) becomes the error response. */
export type Handler<Command extends keyof Requests> = (
  args: Requests[Command]['arguments'],
) => Requests[Command]['body'] | Promise<Requests[Command]['body']>;

/** Some of the handlers; every concern brings its own. */
export type Handlers = { readonly [Command in keyof Requests]: Handler<Command> };
