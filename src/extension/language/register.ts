import { Disposable } from 'vscode';
import type { ListingFileSystem } from '../files/listingFileSystem';
import { registerCalculatorScripts } from './calculatorScript';
import { registerCompletion } from './completion';
import { registerConstantHints } from './constantHints';
import { registerDiagnostics } from './diagnostics';
import { registerFormatting } from './formatting';
import type { ListingModels } from './listingModels';
import { registerNavigation } from './navigation';
import { registerQuickFixes } from './quickFixes';
import { registerSymbols } from './symbols';

/** Everything that helps to read and write listings and sources. */
export function registerLanguage(models: ListingModels, listings: ListingFileSystem): Disposable {
  return Disposable.from(
    registerDiagnostics(models, listings),
    registerQuickFixes(models),
    registerCompletion(models),
    registerFormatting(),
    registerSymbols(models),
    registerNavigation(models),
    registerConstantHints(models),
    registerCalculatorScripts(),
  );
}
