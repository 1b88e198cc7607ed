import {
  CompletionItem,
  CompletionItemKind,
  Disposable,
  languages as vscodeLanguages,
  MarkdownString,
  Range,
  SnippetString,
  type CompletionItemProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { listingFormatVersion } from '../../engine/listing/parse';
import { languages } from '../ids';
import { completionsOfListing, completionsOfSource, type EditorCompletion } from './completionItems';

/** Completion in listings and sources. */
export function registerCompletion(): Disposable {
  return Disposable.from(
    vscodeLanguages.registerCompletionItemProvider(
      languages.listing,
      providerOf((line) => completionsOfListing(line, listingFormatVersion), CompletionItemKind.Function),
    ),
    vscodeLanguages.registerCompletionItemProvider(
      languages.source,
      providerOf(completionsOfSource, CompletionItemKind.Keyword),
    ),
  );
}

function providerOf(
  completions: (lineBeforeCursor: string) => readonly EditorCompletion[],
  kind: CompletionItemKind,
): CompletionItemProvider {
  return {
    provideCompletionItems: (document, position) =>
      completions(lineBefore(document, position)).map((completion) => toItem(completion, kind)),
  };
}

const lineBefore = (document: TextDocument, { line, character }: Position): string =>
  document.getText(new Range(line, 0, line, character));

function toItem(
  { label, detail, documentation, snippet }: EditorCompletion,
  kind: CompletionItemKind,
): CompletionItem {
  const item = new CompletionItem(label, kind);
  item.detail = detail;
  item.documentation = new MarkdownString(documentation);
  item.insertText = new SnippetString(snippet);
  return item;
}
