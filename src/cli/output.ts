import { writeSync } from 'node:fs';
import { cliMessages } from './messages';
import { systemReason } from './systemError';

/** What a program exits with whose output nobody reads any more: 128 + SIGPIPE, as the shell reports it. */
const closedPipeExitCode = 141;

/**
 * Ends the program when its output can be written no more: going on would be for nobody, and a stack trace would be
 * noise. Quietly when the reader went away (`langvm -d big.bc | head`); a full disk is said.
 */
export function endWithOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(closedPipeExitCode);
      const reason = systemReason(error);
      if (reason === undefined) throw error;
      if (stream === process.stdout) sayAtOnce(cliMessages.cannotPrint(reason));
      process.exit(1);
    });
  }
}

/** Writes a line to standard error before the process ends, where that can still be written. */
function sayAtOnce(line: string): void {
  try {
    writeSync(process.stderr.fd, `${line}\n`);
  } catch {
    // Nobody is left to tell; the exit code says that it failed.
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
