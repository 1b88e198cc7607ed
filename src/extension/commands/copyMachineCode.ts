import { env, window, type TextEditor } from 'vscode';
import { hexBytes } from '../../engine/jit/hex';
import { opCountOf } from '../../engine/jit/machineCode';
import { isEntryLine } from '../../engine/listing/header';
import type { ListingModel } from '../language/listingModel';
import type { ListingModels } from '../language/listingModels';
import { messages } from '../messages';

/** Copies the machine code of the selected ops; on the line that names the entry, that of the whole program. */
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
  const { bytes, opOffsets, opEnds } = model.machineCode;
  if (selection.isEmpty && isEntryLine(document.lineAt(selection.start.line).text)) return bytes;
  const first = model.firstOpFrom(selection.start.line + 1);
  const end = model.firstOpFrom(selection.end.line + 2);
  const last = Math.min(end, opCountOf(model.machineCode)) - 1;
  return bytes.subarray(opOffsets[first], opEnds[last]);
}
