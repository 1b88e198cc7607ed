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
import { languages } from '../ids';
import { versionOfDocument } from './documentVersion';
import { completionsOfListing, completionsOfSource, type EditorCompletion } from './completionItems';

/** Completion in listings and sources. */
export function registerCompletion(): Disposable {
  return Disposable.from(
    vscodeLanguages.registerCompletionItemProvider(
      languages.listing,
      providerOf(
        (line, document) => completionsOfListing(line, versionOfDocument(document)),
        CompletionItemKind.Function,
      ),
    ),
    vscodeLanguages.registerCompletionItemProvider(
      languages.source,
      providerOf(completionsOfSource, CompletionItemKind.Keyword),
    ),
  );
}

function providerOf(
  completions: (lineBeforeCursor: string, document: TextDocument) => readonly EditorCompletion[],
  kind: CompletionItemKind,
): CompletionItemProvider {
  return {
    provideCompletionItems: (document, position) =>
      completions(lineBefore(document, position), document).map((completion) => toItem(completion, kind)),
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
