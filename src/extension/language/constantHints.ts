import {
  InlayHint,
  InlayHintKind,
  languages as vscodeLanguages,
  Position,
  type Disposable,
  type Range,
  type TextDocument,
} from 'vscode';
import { constantValueText } from '../../engine/listing/constantText';
import { nameUsesOf, symbolOf } from '../../engine/listing/nameUses';
import { languages } from '../ids';
import type { ListingModel } from './listingModel';
import type { ListingModels } from './listingModels';

/** The value of a constant behind its name: its table is at the end of the listing, out of sight. */
export function registerConstantHints(models: ListingModels): Disposable {
  return vscodeLanguages.registerInlayHintsProvider(languages.listing, {
    provideInlayHints: async (document, range) => {
      const model = await models.of(document);
      return model ? hintsIn(document, range, model) : [];
    },
  });
}

function hintsIn(document: TextDocument, { start, end }: Range, { parsed }: ListingModel): InlayHint[] {
  const { program, symbols } = parsed;
  const hints: InlayHint[] = [];
  for (let line = start.line; line <= Math.min(end.line, document.lineCount - 1); line++) {
    for (const use of nameUsesOf(document.lineAt(line).text, program.version)) {
      if (use.kind !== 'constant' || use.isDefinition) continue;
      const constant = program.constants[symbolOf(symbols, use, line + 1)?.index ?? -1];
      if (!constant) continue;
      const behind = new Position(line, use.start + use.text.length);
      const hint = new InlayHint(behind, `= ${constantValueText(constant)}`, InlayHintKind.Type);
      hint.paddingLeft = true;
      hints.push(hint);
    }
  }
  return hints;
}
