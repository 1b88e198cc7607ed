/** Every message about stepping machine instructions, said once. */
export const tracingMessages = {
  otherSystem: (platform: string, architecture: string) =>
    `Machine instructions can be stepped on Linux x86_64 only, not on ${platform} ${architecture}.`,

  attachRefused: (reason: string) =>
    `The system refused to trace the native host (${reason}). ` +
    'A container may forbid ptrace: start it with --cap-add=SYS_PTRACE. With Yama, kernel.yama.ptrace_scope must be 0 or 1.',

  notStopped: () => 'The thread of the native host did not stop for the tracer.',

  memoryRefused: (reason: string) => `The system refused to open the memory of the native host (${reason}).`,

  refused: (request: string, reason: string) => `ptrace refused ${request} (${reason}).`,

  tracerGone: (how: string) => `The tracer of machine instructions is gone: ${how}.`,

  threadGone: () => 'The native host ended while its machine code was stepped.',

  strayFrame: () =>
    'rbp or rsp does not point to the frame of the function any more: what it returns to cannot be found. ' +
    'Give the register back what it was, or go on by op.',

  notParked: () => 'The thread that was to be traced never came to its waiting place.',

  noTracerScript: (path: string) =>
    `The program of the tracer is missing: ${path} does not exist. Install the extension again.`,

  versionOne: () =>
    'Machine code of version 1 keeps its state in rax alone and is not stepped by instruction: steps go by op.',

  badMessage: () =>
    'A message of the tracer was not understood: adapter and tracer are of different versions.',
} as const;
