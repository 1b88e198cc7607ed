import { workspace, type TextDocument, type Uri } from 'vscode';
import type { Program } from '../../../engine/format/program';
import { compile } from '../../../engine/jit/compile';
import { describeParts } from '../../../engine/jit/describe';
import type { AssemblySyntax } from '../../../engine/jit/disassemble';
import { compileLang } from '../../../engine/lang/compile';
import { loadBytecode } from '../../../engine/listing/load';
import { printOp } from '../../../engine/listing/print';
import {
  customRequests,
  type MachineCodeArguments,
  type MachineCodeResponse,
} from '../../../adapter/protocol/requests';
import { fileUriOf, isListingUri } from '../../files/uris';
import { languages } from '../../ids';
import type { SessionState } from '../sessionStates';
import type { MachineCodeView } from './render';

/** How many ops the document shows at most: more would be no document to read. */
export const windowSize = 2000;

/** The first op of the window around an op. */
const firstOfWindow = (opIndex: number): number => Math.max(0, opIndex - windowSize / 2);

/** What the running session says: what is shown is what runs, whatever was edited since. */
export async function viewOfSession(
  { session, opIndex }: SessionState,
  syntax: AssemblySyntax,
): Promise<MachineCodeView> {
  const request: MachineCodeArguments = { firstOp: firstOfWindow(opIndex), opCount: windowSize, syntax };
  const response = (await session.customRequest(customRequests.machineCode, request)) as MachineCodeResponse;
  return { ...response, opText: (index) => response.opTexts[index - request.firstOp] ?? '' };
}

/**
 * What the program of a file compiles to, without a session: the text of its editor counts, saved or not.
 * @throws BytecodeError, ListingError or LangError, each with a message for the user
 */
export async function viewOfFile(
  file: Uri,
  currentOp: number,
  syntax: AssemblySyntax,
): Promise<MachineCodeView> {
  const program = await programOf(file);
  const code = compile(program);
  return {
    program: file.fsPath,
    opCount: program.opCount,
    size: code.bytes.length,
    parts: describeParts(code, firstOfWindow(currentOp), windowSize, { syntax }),
    opText: (opIndex) => printOp(program, opIndex),
  };
}

async function programOf(file: Uri): Promise<Program> {
  const open = workspace.textDocuments.find((document) => belongsTo(document, file));
  const bytes = open ? new TextEncoder().encode(open.getText()) : await workspace.fs.readFile(file);
  const isSource = open ? open.languageId === languages.source : file.path.endsWith('.lang');
  return isSource
    ? compileLang(new TextDecoder().decode(bytes), file.fsPath)
    : loadBytecode(bytes, file.fsPath).program;
}

/** An editor on the file itself counts only when it shows text that is meant as a program. */
function belongsTo(document: TextDocument, file: Uri): boolean {
  const isProgram = isListingUri(document.uri) || document.languageId === languages.source;
  return isProgram && fileUriOf(document.uri).toString() === file.toString();
}
