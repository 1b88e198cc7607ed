import { FileSystemError, workspace, type TextDocument, type Uri } from 'vscode';
import { textOfFile } from '../../../engine/format/fileText';
import type { Program } from '../../../engine/format/program';
import { compile } from '../../../engine/jit/compile';
import type { MachineCode } from '../../../engine/jit/machineCode';
import { compileLang } from '../../../engine/lang/compile';
import { isSourcePath } from '../../../engine/lang/sourceEnding';
import { loadBytecode } from '../../../engine/listing/load';
import { printedLineOfOp } from '../../../engine/listing/print';
import { baseNameOf, displayPathOf, fileUriOf, isListingUri } from '../../files/uris';
import { languages } from '../../ids';
import { debugMessages } from '../messages';

/** A program and all that it becomes, without a session. */
export interface CompiledProgram {
  readonly program: Program;
  readonly code: MachineCode;
  /** The line (from 1) of an op in the listing that is shown of it. */
  readonly listingLineOfOp: (opIndex: number) => number;
  /** Path of the source that it was compiled from just now. */
  readonly sourcePath: string | undefined;
}

interface Entry {
  readonly version: number;
  readonly compiled: Promise<CompiledProgram>;
}

/** What the programs of files compile to: the text of an editor counts, saved or not. Made once for each version. */
export class CompiledPrograms {
  /** By their documents: what was made of a text goes with its editor. */
  private readonly entries = new WeakMap<TextDocument, Entry>();

  /** @throws BytecodeError, ListingError or LangError, each with a message for the user */
  of(file: Uri): Promise<CompiledProgram> {
    const document = workspace.textDocuments.find((each) => showsProgram(each, file));
    // A file may change on disk whenever it likes.
    if (!document) return compileFile(file, undefined);
    const { version } = document;
    const known = this.entries.get(document);
    if (known?.version === version) return known.compiled;
    const compiled = compileFile(file, document);
    this.entries.set(document, { version, compiled });
    return compiled;
  }
}

async function compileFile(file: Uri, document: TextDocument | undefined): Promise<CompiledProgram> {
  const text = document?.getText();
  const bytes = text === undefined ? await readProgram(file) : new TextEncoder().encode(text);
  const isSource = document ? document.languageId === languages.source : isSourcePath(file.path);
  if (!isSource) {
    const { program, lineOfOp } = loadBytecode(bytes, file.fsPath);
    return { program, code: compile(program), listingLineOfOp: lineOfOp, sourcePath: undefined };
  }
  const program = compileLang(text ?? textOfFile(bytes), file.fsPath);
  return {
    program,
    code: compile(program),
    listingLineOfOp: (opIndex) => printedLineOfOp(program, opIndex),
    sourcePath: file.fsPath,
  };
}

/** @throws an error that says in plain words why there is nothing to show, where the program is not there any more */
async function readProgram(file: Uri): Promise<Uint8Array> {
  if (file.scheme === 'untitled') throw new Error(debugMessages.textClosed(baseNameOf(file)));
  try {
    return await workspace.fs.readFile(file);
  } catch (error) {
    if (error instanceof FileSystemError && error.code === fileNotFound)
      throw new Error(debugMessages.fileGone(displayPathOf(file)));
    throw error;
  }
}

/** What VS Code calls a file that is not there. */
const fileNotFound = 'FileNotFound';

/** An editor on the file itself counts only when it shows text that is meant as a program. */
function showsProgram({ uri, languageId, isUntitled }: TextDocument, file: Uri): boolean {
  const isListing = isListingUri(uri) || (isUntitled && languageId === languages.listing);
  const isProgram = isListing || languageId === languages.source;
  return isProgram && fileUriOf(uri).toString() === file.toString();
}
