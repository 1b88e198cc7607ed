import { CompletionItem, CompletionItemKind, languages as vscodeLanguages, SnippetString } from 'vscode';
import type { Disposable } from 'vscode';
import { signatureOf, symbolsInScope } from '../../engine/lang/editorNames';
import type { LangSymbol } from '../../engine/lang/symbols';
import { languages } from '../ids';
import { kindOf } from './describe';
import { rangeOf } from './ranges';
import type { SourceModels } from './sourceModels';

/** Completes the names that can be used where the cursor is. Keywords come from elsewhere, for they need no model. */
export const registerCompletion = (models: SourceModels): Disposable =>
  vscodeLanguages.registerCompletionItemProvider(languages.source, {
    provideCompletionItems: async (document, position) => {
      const { line, character } = position;
      const typed = document.getWordRangeAtPosition(position);
      const behind = document.lineAt(line).text.charAt(typed?.end.character ?? character);
      return (
        symbolsInScope(await models.of(document), line + 1, character + 1)
          // The word that is being typed is no name to offer, even if it looks like the first assignment of one.
          .filter(
            ({ references, declaration }) => references.length > 1 || !typed?.isEqual(rangeOf(declaration)),
          )
          .map((symbol) => toItem(symbol, behind))
      );
    },
  });

const icons: Readonly<Record<LangSymbol['kind'], CompletionItemKind>> = {
  function: CompletionItemKind.Function,
  array: CompletionItemKind.Field,
  parameter: CompletionItemKind.Variable,
  variable: CompletionItemKind.Variable,
};

/** @param behind the character after the word: what a call or a cell needs may be there already */
function toItem(symbol: LangSymbol, behind: string): CompletionItem {
  const item = new CompletionItem(symbol.name, icons[symbol.kind]);
  item.detail = symbol.kind === 'function' ? signatureOf(symbol) : kindOf(symbol);
  if (symbol.kind === 'array' && behind !== '[')
    item.insertText = new SnippetString(`${symbol.name}[\${1:index}]`);
  if (symbol.kind === 'function' && behind !== '(') item.insertText = new SnippetString(callSnippet(symbol));
  return item;
}

function callSnippet({ name, syntax: { parameters } }: Extract<LangSymbol, { kind: 'function' }>): string {
  const places = parameters.map((parameter, index) => `\${${index + 1}:${parameter.name}}`);
  return `${name}(${places.join(', ')})`;
}
