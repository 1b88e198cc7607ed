import type { DebugProtocol } from '@vscode/debugprotocol';

/** The filter of exception breakpoints that stands for traps. */
export const trapFilter = 'trap';

/** What this adapter can do beyond the least. */
export const capabilities: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsCompletionsRequest: true,
  supportsGotoTargetsRequest: true,
  supportsValueFormattingOptions: true,
  supportsTerminateRequest: true,
  supportsExceptionInfoRequest: true,
  exceptionBreakpointFilters: [
    {
      filter: trapFilter,
      label: 'Traps',
      description:
        'Stops at a division by zero, a cell out of range, or a call stack too deep. Otherwise they end the program.',
      default: true,
    },
  ],
  supportsLoadedSourcesRequest: true,
  supportsSteppingGranularity: true,
  supportsDisassembleRequest: true,
  supportsInstructionBreakpoints: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
};
