/** What a program exits with whose output nobody reads any more: 128 + SIGPIPE, as the shell reports it. */
const closedPipeExitCode = 141;

/**
 * Ends the program quietly when the reader of its output goes away (`langvm -d big.bc | head`): going on would be for
 * nobody, and a stack trace would be noise.
 */
export function endQuietlyWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(closedPipeExitCode);
      throw error;
    });
  }
}

/** Writes text to standard output; settles when more may follow, so that output of any size stays out of memory. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(text)) resolve();
    else process.stdout.once('drain', resolve);
  });
}

/** Writes one line to standard error. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}
