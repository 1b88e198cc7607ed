import type { DebugProtocol } from '@vscode/debugprotocol';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BytecodeError } from '../../engine/format/bytecodeError';
import type { Program } from '../../engine/format/program';
import { compile } from '../../engine/jit/compile';
import { compileLang } from '../../engine/lang/compile';
import { LangError } from '../../engine/lang/langError';
import { ListingError, loadBytecode } from '../../engine/listing/load';
import { AdapterError, adapterErrors } from '../errors';
import { listingUriOf } from '../protocol/listingUri';
import type { Debuggee } from './debuggee';
import { LineMap } from './lineMap';

/** The number under which a client that does not show listings itself asks for the one we have. */
export const listingSourceReference = 1;

/**
 * Loads what a launch configuration names.
 * @param filePath a `.lang` file is compiled; anything else is read as bytecode, binary or text
 * @param clientShowsListings whether the client knows our scheme for listings
 * @throws AdapterError with a message for the user
 */
export async function loadDebuggee(filePath: string, clientShowsListings: boolean): Promise<Debuggee> {
  const bytes = await readProgramFile(filePath);
  try {
    return path.extname(filePath).toLowerCase() === '.lang'
      ? fromSource(new TextDecoder().decode(bytes), filePath)
      : fromBytecode(bytes, filePath, clientShowsListings);
  } catch (error) {
    throw forUser(error, filePath);
  }
}

async function readProgramFile(filePath: string): Promise<Uint8Array> {
  try {
    return await readFile(filePath);
  } catch (error) {
    throw adapterErrors.cannotRead(filePath, error);
  }
}

function fromSource(text: string, filePath: string): Debuggee {
  const program = compileLang(text, filePath);
  const { debug } = program;
  return {
    ...common(program, filePath, (opIndex) => debug?.lines[opIndex] ?? 1),
    sourceKind: 'file',
    source: { name: path.basename(filePath), path: filePath },
    columnOfOp: (opIndex) => debug?.columns[opIndex] ?? 1,
  };
}

function fromBytecode(bytes: Uint8Array, filePath: string, clientShowsListings: boolean): Debuggee {
  const { program, kind, lineOfOp } = loadBytecode(bytes, filePath);
  const name = path.basename(filePath);
  // Our own client shows text and bytes alike under its scheme: `.bc` files as such belong to its custom editor.
  const source: DebugProtocol.Source = clientShowsListings
    ? { name, path: listingUriOf(filePath) }
    : kind === 'text'
      ? { name, path: filePath }
      : { name: `${name} (listing)`, sourceReference: listingSourceReference };
  return {
    ...common(program, filePath, lineOfOp),
    sourceKind: kind === 'text' ? 'file' : 'listing',
    source,
    columnOfOp: () => 1,
  };
}

function common(
  program: Program,
  filePath: string,
  lineOfOp: (opIndex: number) => number,
): Pick<Debuggee, 'program' | 'code' | 'filePath' | 'lines'> {
  return { program, code: compile(program), filePath, lines: new LineMap(program.opCount, lineOfOp) };
}

function forUser(error: unknown, filePath: string): unknown {
  if (error instanceof LangError || error instanceof ListingError) return new AdapterError(error.message);
  if (error instanceof BytecodeError) return new AdapterError(`${error.message} (${filePath})`);
  return error;
}
