import { Disposable, languages as vscodeLanguages } from 'vscode';
import type { ListingFileSystem } from '../files/listingFileSystem';
import { languages } from '../ids';
import type { ListingModels } from '../language/listingModels';

/** Hovers over listings and sources. The disassembler and the compiler are loaded by the first hover, not before. */
export function registerHover(models: ListingModels, listings: ListingFileSystem): Disposable {
  const listingHover = once(
    async () => new (await import('./listingHover')).ListingHoverProvider(models, listings),
  );
  const sourceHover = once(async () => new (await import('./sourceHover')).SourceHoverProvider());
  // While stopped VS Code evaluates the word under the mouse before it asks for a hover, unless somebody says that it
  // is no expression. Neither language has names to evaluate in version 1.
  const noExpressions = { provideEvaluatableExpression: () => undefined };
  return Disposable.from(
    vscodeLanguages.registerHoverProvider(languages.listing, {
      provideHover: async (document, position) => (await listingHover()).provideHover(document, position),
    }),
    vscodeLanguages.registerHoverProvider(languages.source, {
      provideHover: async (document, position) => (await sourceHover()).provideHover(document, position),
    }),
    vscodeLanguages.registerEvaluatableExpressionProvider(languages.listing, noExpressions),
    vscodeLanguages.registerEvaluatableExpressionProvider(languages.source, noExpressions),
  );
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
