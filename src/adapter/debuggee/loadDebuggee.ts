import type { DebugProtocol } from '@vscode/debugprotocol';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { BytecodeError } from '../../engine/format/bytecodeError';
import { textOfFile } from '../../engine/format/fileText';
import type { Program } from '../../engine/format/program';
import { compile } from '../../engine/jit/compile';
import { compileLang } from '../../engine/lang/compile';
import { LangError } from '../../engine/lang/langError';
import { isSourcePath } from '../../engine/lang/sourceEnding';
import { ListingError, loadBytecode } from '../../engine/listing/load';
import { printedLineOfFunction, printedLineOfOp } from '../../engine/listing/printedLines';
import { AdapterError, adapterErrors } from '../errors';
import { listingUriOf } from '../protocol/listingUri';
import type { Debuggee } from './debuggee';
import { LineMap } from './lineMap';
import { listingReferenceOf } from './listingReference';
import { findSource, viewOfSourceFile, type ProgramSource } from './programSource';

/**
 * Loads what a launch configuration names.
 * @param filePath a `.lang` file is compiled; anything else is read as bytecode, binary or text
 * @param clientShowsListings whether the client knows our scheme for listings
 * @throws AdapterError with a message for the user
 */
export async function loadDebuggee(filePath: string, clientShowsListings: boolean): Promise<Debuggee> {
  const bytes = await readProgramFile(filePath);
  try {
    return isSourcePath(filePath)
      ? fromSource(bytes, filePath)
      : await fromBytecode(bytes, filePath, clientShowsListings);
  } catch (error) {
    throw forUser(error, filePath, clientShowsListings);
  }
}

async function readProgramFile(filePath: string): Promise<Uint8Array> {
  try {
    return await readFile(filePath);
  } catch (error) {
    throw adapterErrors.cannotRead(filePath, isSourcePath(filePath), error);
  }
}

function fromSource(bytes: Uint8Array, filePath: string): Debuggee {
  const program = compileLang(textOfFile(bytes), filePath);
  const listing: DebugProtocol.Source = {
    name: `${path.basename(filePath)} (bytecode)`,
    sourceReference: listingReferenceOf(bytes),
  };
  return debuggeeOf(program, filePath, 'printed', listing, printedPlaces(program), {
    view: viewOfSourceFile(program, filePath),
  });
}

async function fromBytecode(
  bytes: Uint8Array,
  filePath: string,
  clientShowsListings: boolean,
): Promise<Debuggee> {
  const { program, kind, lineOfOp, lineOfFunction } = loadBytecode(bytes, filePath);
  const name = path.basename(filePath);
  // Our own client shows text and bytes alike under its scheme: `.bc` files as such belong to its custom editor.
  const listing: DebugProtocol.Source = clientShowsListings
    ? { name, path: listingUriOf(filePath) }
    : kind === 'text'
      ? { name, path: filePath }
      : { name: `${name} (listing)`, sourceReference: listingReferenceOf(bytes) };
  return debuggeeOf(
    program,
    filePath,
    kind === 'text' ? 'file' : 'printed',
    listing,
    { lineOfOp, lineOfFunction },
    await findSource(program, filePath),
  );
}

/** Where ops and heads of functions stand in a listing. Lines count from 1. */
interface ListingPlaces {
  readonly lineOfOp: (opIndex: number) => number;
  readonly lineOfFunction: (functionIndex: number) => number;
}

const printedPlaces = (program: Program): ListingPlaces => ({
  lineOfOp: (opIndex) => printedLineOfOp(program, opIndex),
  lineOfFunction: (functionIndex) => printedLineOfFunction(program, functionIndex),
});

function debuggeeOf(
  program: Program,
  filePath: string,
  listingKind: Debuggee['listingKind'],
  listing: DebugProtocol.Source,
  places: ListingPlaces,
  source: ProgramSource,
): Debuggee {
  return {
    program,
    code: compile(program),
    filePath,
    listingKind,
    listing: {
      level: 'bytecode',
      source: listing,
      filePath,
      lines: new LineMap(program.opCount, (opIndex) => places.lineOfOp(opIndex)),
      columnOfOp: () => 1,
    },
    sourceCode: source.view,
    changedSource: source.changed,
    listingLineOfFunction: (functionIndex) => places.lineOfFunction(functionIndex),
  };
}

function forUser(error: unknown, filePath: string, hasProblemsView: boolean): unknown {
  if (error instanceof LangError || error instanceof ListingError)
    return adapterErrors.mistakes(path.basename(filePath), error.problems, hasProblemsView);
  if (error instanceof BytecodeError) return new AdapterError(`${error.message} (${filePath})`);
  return error;
}
