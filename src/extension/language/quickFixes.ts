import {
  CodeAction,
  CodeActionKind,
  languages as vscodeLanguages,
  Range,
  WorkspaceEdit,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { commands, languages } from '../ids';
import { messages } from '../messages';
import { fixOfProblem, type ListingFix } from './fixes';
import type { ListingModel } from './listingModel';
import type { ListingModels } from './listingModels';

/** Remedies for what the diagnostics of a listing say. */
export function registerQuickFixes(models: ListingModels): Disposable {
  const provider: CodeActionProvider = {
    provideCodeActions: async (document, _range, { diagnostics }) => {
      if (diagnostics.length === 0) return [];
      const model = await models.of(document);
      return diagnostics
        .map((diagnostic) => fixOf(document, model, diagnostic))
        .filter((fix) => fix !== undefined);
    },
  };
  return vscodeLanguages.registerCodeActionsProvider(languages.listing, provider, {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });
}

function fixOf(
  document: TextDocument,
  model: ListingModel | undefined,
  diagnostic: Diagnostic,
): CodeAction | undefined {
  if (diagnostic.code === 'commentNotKept') {
    const fix = new CodeAction(messages.saveAsText, CodeActionKind.QuickFix);
    fix.command = { command: commands.saveListingAsText, title: messages.saveAsText };
    fix.diagnostics = [diagnostic];
    return fix;
  }
  // The diagnostic may be of an earlier text: then its problem is not there any more.
  const problem = model?.parsed.problems.find(
    ({ code, line, column }) =>
      code === diagnostic.code &&
      line === diagnostic.range.start.line + 1 &&
      column === diagnostic.range.start.character + 1,
  );
  if (!model || !problem) return undefined;
  const lineText = (line: number): string =>
    line <= document.lineCount ? document.lineAt(line - 1).text : '';
  const fix = fixOfProblem(problem, model.parsed, lineText);
  return fix && actionOf(document, diagnostic, fix);
}

const titles: Readonly<Record<ListingFix['kind'], (subject: string) => string>> = {
  replace: messages.replaceWith,
  makeComment: () => messages.makeComment,
  addVersion: messages.addLine,
  comma: () => messages.mendComma,
  moreRegisters: messages.giveRegisters,
};

function actionOf(document: TextDocument, diagnostic: Diagnostic, fix: ListingFix): CodeAction {
  const { kind, subject, line, column, endColumn, text } = fix;
  const action = new CodeAction(titles[kind](subject), CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.replace(document.uri, new Range(line - 1, column - 1, line - 1, endColumn - 1), text);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}
