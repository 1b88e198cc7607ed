import { Disposable } from 'vscode';
import { registerCompletion } from './completion';
import { registerFormatting } from './formatting';
import { registerNavigation } from './navigation';
import { registerOutline } from './outline';
import { registerRename } from './rename';
import { registerSignatureHelp } from './signatureHelp';
import type { SourceModels } from './sourceModels';

/** Everything that helps to read and write sources beside diagnostics, keywords and hovers. */
export function registerSource(models: SourceModels): Disposable {
  return Disposable.from(
    registerOutline(models),
    registerNavigation(models),
    registerRename(models),
    registerCompletion(models),
    registerSignatureHelp(models),
    registerFormatting(),
  );
}
