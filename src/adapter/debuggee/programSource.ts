import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { textOfFile } from '../../engine/format/fileText';
import type { Program } from '../../engine/format/program';
import { compileLang } from '../../engine/lang/compile';
import { LangError } from '../../engine/lang/langError';
import { sessionMessages } from '../errors';
import type { ChangedSource, SourceView } from './debuggee';
import { LineMap } from './lineMap';

/** The source that a program was compiled from: as it is shown, or why it is not. Neither where there is none. */
export interface ProgramSource {
  readonly view?: SourceView;
  readonly changed?: ChangedSource;
}

/**
 * The source file that the debug information names, where it is still there. One that has changed is not shown: every line
 * would be said of another text.
 * @param filePath of the bytecode
 */
export async function findSource(program: Program, filePath: string): Promise<ProgramSource> {
  const { debug } = program;
  if (!debug || debug.sourcePath === '') return {};
  const sourcePath = path.resolve(path.dirname(filePath), debug.sourcePath);
  let text: string;
  try {
    text = textOfFile(await readFile(sourcePath));
  } catch {
    // It was moved or deleted: the program debugs as a listing.
    return {};
  }
  if ((await isNewer(sourcePath, filePath)) && !compilesTo(text, sourcePath, program)) {
    const message = sessionMessages.sourceChanged(debug.sourcePath, path.basename(filePath));
    return { changed: { filePath: sourcePath, message } };
  }
  return { view: viewOfSourceFile(program, sourcePath) };
}

/** The source at a path as the text of a program with debug information. */
export function viewOfSourceFile({ opCount, debug }: Program, sourcePath: string): SourceView {
  return {
    level: 'source',
    source: { name: path.basename(sourcePath), path: sourcePath },
    filePath: sourcePath,
    lines: new LineMap(opCount, (opIndex) => debug?.lines[opIndex] ?? 0),
    columnOfOp: (opIndex) => debug?.columns[opIndex] ?? 1,
  };
}

/**
 * Bytecode that is newer than its source may still be another program: a listing that was edited, or the work of an older
 * compiler. The lines it names are right.
 */
async function isNewer(sourcePath: string, bytecodePath: string): Promise<boolean> {
  const [source, bytecode] = await Promise.all([stat(sourcePath), stat(bytecodePath)]);
  return source.mtimeMs > bytecode.mtimeMs;
}

/** Whether a source is still that of a program: a new date alone, or a new comment at its end, changes nothing. */
function compilesTo(text: string, sourcePath: string, program: Program): boolean {
  try {
    return isDeepStrictEqual(meaningOf(compileLang(text, sourcePath)), meaningOf(program));
  } catch (error) {
    if (error instanceof LangError) return false;
    throw error;
  }
}

/** What a program does, and where in its source each op comes from. */
function meaningOf({ words, functions, constants, arrays, debug }: Program): unknown {
  return { words, functions, constants, arrays, debug: debug && { ...debug, sourcePath: '' } };
}
