import {
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  Disposable,
  languages as vscodeLanguages,
  MarkdownString,
  type Position,
  Range,
  SnippetString,
  type TextDocument,
} from 'vscode';
import { languages } from '../ids';
import {
  completionsOfListing,
  completionsOfSource,
  wordBeforeCursor,
  type CompletionKind,
  type EditorCompletion,
} from './completionItems';
import type { ListingModels } from './listingModels';

/** Completion in listings and sources. */
export function registerCompletion(models: ListingModels): Disposable {
  return Disposable.from(
    vscodeLanguages.registerCompletionItemProvider(
      languages.listing,
      { provideCompletionItems: (document, position) => itemsOfListing(document, position, models) },
      '.',
      ' ',
    ),
    vscodeLanguages.registerCompletionItemProvider(languages.source, {
      provideCompletionItems: (document, position) =>
        // Asked for anew with every letter: a word that is whole is not offered any more.
        new CompletionList(completionsOfSource(lineBefore(document, position)).map(toItem), true),
    }),
  );
}

async function itemsOfListing(
  document: TextDocument,
  position: Position,
  models: ListingModels,
): Promise<CompletionItem[]> {
  const before = lineBefore(document, position);
  const model = await models.of(document);
  if (!model) return [];
  const { program, symbols } = model.parsed;
  const context = { version: program.version, program, symbols, line: position.line + 1 };
  // The dot of a directive is no letter of a word, so that what is replaced has to be said.
  const start = position.translate(0, -wordBeforeCursor(before).length);
  return completionsOfListing(before, context).map((completion) => {
    const item = toItem(completion);
    item.range = new Range(start, position);
    return item;
  });
}

const lineBefore = (document: TextDocument, { line, character }: Position): string =>
  document.getText(new Range(line, 0, line, character));

const icons: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  mnemonic: CompletionItemKind.Function,
  directive: CompletionItemKind.Keyword,
  register: CompletionItemKind.Variable,
  label: CompletionItemKind.Reference,
  function: CompletionItemKind.Function,
  array: CompletionItemKind.Field,
  constant: CompletionItemKind.Constant,
  word: CompletionItemKind.Value,
  keyword: CompletionItemKind.Keyword,
};

function toItem({ kind, label, detail, documentation, snippet }: EditorCompletion): CompletionItem {
  const item = new CompletionItem(label, icons[kind]);
  item.detail = detail;
  item.documentation = new MarkdownString(documentation);
  item.insertText = new SnippetString(snippet);
  return item;
}
