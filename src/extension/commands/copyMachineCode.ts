import { env, window, type TextEditor } from 'vscode';
import { hexBytes } from '../../engine/jit/hex';
import { opCountOf } from '../../engine/jit/machineCode';
import { isEntryLine } from '../../engine/listing/header';
import type { ListingModel } from '../language/listingModel';
import type { ListingModels } from '../language/listingModels';
import { messages } from '../messages';

/** Copies the machine code of the selected ops; on the line that names a function, all of its code. */
export async function copyMachineCode(editor: TextEditor, models: ListingModels): Promise<void> {
  const model = await models.of(editor.document);
  if (!model) return;
  if (!model.isProgram) throw new Error(messages.mistakesFirst);
  const bytes = selectedCode(editor, model);
  if (bytes.length === 0) throw new Error(messages.noOpHere);
  await env.clipboard.writeText(hexBytes(bytes));
  window.setStatusBarMessage(messages.copiedBytes(bytes.length), statusTime);
}

/** How long the status bar tells of success. Unit: milliseconds. */
const statusTime = 4000;

function selectedCode({ document, selection }: TextEditor, model: ListingModel): Uint8Array {
  const { bytes, functions, opOffsets, opEnds } = model.machineCode;
  const line = selection.start.line + 1;
  if (selection.isEmpty) {
    const { symbols, program } = model.parsed;
    const isEntry = isEntryLine(document.lineAt(line - 1).text);
    if (isEntry && program.version === 1) return bytes;
    const named = isEntry ? 0 : symbols.functions.find((each) => each.line === line)?.index;
    const range = named === undefined ? undefined : functions[named]?.range;
    if (range && model.opOnLine(line) === undefined) return bytes.subarray(range.start, range.end);
  }
  const first = model.firstOpFrom(line);
  const end = Math.min(model.firstOpFrom(selection.end.line + 2), opCountOf(model.machineCode));
  // Between the ops of two functions stands what belongs to neither.
  const ops: Uint8Array[] = [];
  for (let opIndex = first; opIndex < end; opIndex++)
    ops.push(bytes.subarray(opOffsets[opIndex], opEnds[opIndex]));
  return Buffer.concat(ops);
}
