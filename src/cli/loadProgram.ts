import { readFile } from 'node:fs/promises';
import { textOfFile } from '../engine/format/fileText';
import { bytecodeErrors } from '../engine/format/messages';
import type { Program } from '../engine/format/program';
import { isSourcePath } from '../engine/lang/sourceEnding';
import { isInputError, loadBytecode } from '../engine/listing/load';
import { cliMessages } from './messages';
import { CommandError } from './program';
import { systemReason } from './systemError';

/**
 * Reads a program: a `.lang` file is compiled in memory, everything else is bytecode, as bytes or as a listing.
 * @throws an error for which {@link isProgramError} holds, when the file is not there or not a program
 */
export async function loadProgram(file: string): Promise<Program> {
  const bytes = await readOrExplain(file);
  if (isSourcePath(file)) return compiled(bytes, file);
  try {
    return loadBytecode(bytes, file).program;
  } catch (error) {
    if (await isSource(bytes, file)) throw new CommandError(cliMessages.sourceByOtherName(file));
    throw error;
  }
}

/** Loads the compiler only when it is needed: it brings a parser with it, which running bytecode need not wait for. */
async function compiled(bytes: Uint8Array, file: string): Promise<Program> {
  const { compileLang } = await import('../engine/lang/compile');
  return compileLang(textOfFile(bytes), file);
}

/** Whether what is no bytecode is a source, whose many lines would all be called wrong. */
const isSource = (bytes: Uint8Array, file: string): Promise<boolean> =>
  compiled(bytes, file).then(
    () => true,
    () => false,
  );

/** Whether an error is about the file that was to be read. */
export function isProgramError(error: unknown): error is Error {
  return isInputError(error) || (error instanceof Error && error.name === 'LangError');
}

async function readOrExplain(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = systemReason(error);
    throw reason === undefined ? error : bytecodeErrors.cannotOpen(file, reason);
  }
}
