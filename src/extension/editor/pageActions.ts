import { commands, env, extensions, type Uri, type WebviewPanel } from 'vscode';
import { programOfReturns } from '../../engine/format/program';
import { writeProgram } from '../../engine/format/read';
import { writeBinaryFile } from '../files/binaryFile';
import { displayPathOf } from '../files/uris';
import { foreign } from '../ids';
import { messages } from '../messages';
import type { ForeignContent } from './classify';
import type { PageAction, PageMessage } from './pages';

/** Whether a web page sent one of the messages that our pages send. */
export const isPageMessage = (message: unknown): message is PageMessage =>
  message === 'ready' || (typeof message === 'string' && Object.hasOwn(messages.pageActions, message));

/** The ways to go on with a foreign file, the best one first. */
export function offeredActions({ problem }: ForeignContent): PageAction[] {
  const hexEditor = extensions.getExtension(foreign.hexEditorExtension);
  return [
    ...(problem === 'emptyFile' ? (['startProgram'] as const) : []),
    ...(problem === 'llvmBitcode' ? (['copyDisassemblerCommand'] as const) : []),
    ...(hexEditor ? (['openInHexEditor'] as const) : []),
    'openAsText',
    'reopenWith',
  ];
}

/** Does what a button of the page says. */
export async function performAction(
  action: Exclude<PageAction, 'compareListings'>,
  file: Uri,
  panel: WebviewPanel,
): Promise<void> {
  switch (action) {
    case 'startProgram':
      // The page follows the file and turns into its listing.
      return writeBinaryFile(file, writeProgram(programOfReturns([])));
    case 'openAsText':
      return openWith(foreign.textEditorType, file, panel);
    case 'openInHexEditor':
      return openWith(foreign.hexEditorType, file, panel);
    case 'reopenWith':
      await commands.executeCommand(foreign.reopenWith);
      return;
    case 'copyDisassemblerCommand':
      await env.clipboard.writeText(messages.disassemblerCommand(displayPathOf(file)));
  }
}

async function openWith(editor: string, file: Uri, panel: WebviewPanel): Promise<void> {
  await commands.executeCommand(foreign.openWith, file, editor, panel.viewColumn);
  // The other editor takes the place of the page.
  panel.dispose();
}
