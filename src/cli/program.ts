import { version } from '../../package.json';
import { UsageError } from './arguments';
import { cliMessages } from './messages';
import { endWithOutput, print, printError } from './output';

/** Something that went wrong for a reason outside of the program; the message is all that a person needs. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** A program of the command line. */
export interface CommandLineProgram {
  readonly name: string;
  /** The line that says how to call it. */
  readonly usage: string;
  /**
   * @param words the command line without the program
   * @throws an error for which {@link isExpected} holds, to end with its message and exit code 1
   */
  readonly run: (words: readonly string[]) => Promise<void>;
  readonly isExpected: (error: unknown) => error is Error;
}

/** Runs a program and turns its errors into messages and an exit code. A defect of ours keeps its stack trace. */
export async function runProgram({ name, usage, run, isExpected }: CommandLineProgram): Promise<void> {
  endWithOutput();
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof UsageError) {
      printError([usage, error.message, cliMessages.seeHelp(name)].filter((line) => line !== '').join('\n'));
    } else if (error instanceof CommandError || isExpected(error)) {
      printError(error.message);
    } else {
      throw error;
    }
  }
}

/** What `--version` prints. */
export const printVersion = (name: string): Promise<void> => print(`${name} ${version}\n`);
