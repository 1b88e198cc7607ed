import { Disposable, languages as vscodeLanguages } from 'vscode';
import type { SessionStates } from '../debug/sessionStates';
import type { ListingFileSystem } from '../files/listingFileSystem';
import { languages } from '../ids';
import type { ListingModels } from '../language/listingModels';
import type { SourceModels } from '../source/sourceModels';

/** Hovers over listings and sources. The disassembler and the compiler are loaded by the first hover, not before. */
export function registerHover(
  listingModels: ListingModels,
  sourceModels: SourceModels,
  listings: ListingFileSystem,
  states: SessionStates,
): Disposable {
  const listingHover = once(
    async () => new (await import('./listingHover')).ListingHoverProvider(listingModels, listings, states),
  );
  const sourceHover = once(async () => new (await import('./sourceHover')).SourceHoverProvider(sourceModels));
  return Disposable.from(
    vscodeLanguages.registerHoverProvider(languages.listing, {
      provideHover: async (document, position) => (await listingHover()).provideHover(document, position),
    }),
    vscodeLanguages.registerHoverProvider(languages.source, {
      provideHover: async (document, position) => (await sourceHover()).provideHover(document, position),
    }),
  );
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
