import { readFile } from 'node:fs/promises';
import { bytecodeErrors } from '../engine/format/messages';
import type { Program } from '../engine/format/program';
import { isInputError, loadBytecode } from '../engine/listing/load';
import { systemReason } from './systemError';

/**
 * Reads a program: a `.lang` file is compiled in memory, everything else is bytecode, as bytes or as a listing.
 * @throws an error for which {@link isProgramError} holds, when the file is not there or not a program
 */
export async function loadProgram(file: string): Promise<Program> {
  const bytes = await readOrExplain(file);
  if (!file.endsWith('.lang')) return loadBytecode(bytes, file).program;
  // Loaded only when needed: the compiler brings a parser with it, which running bytecode need not wait for.
  const { compileLang } = await import('../engine/lang/compile');
  return compileLang(new TextDecoder().decode(bytes), file);
}

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
