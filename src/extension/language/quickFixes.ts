import {
  CodeAction,
  CodeActionKind,
  languages as vscodeLanguages,
  WorkspaceEdit,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { operationsOf } from '../../engine/isa/lookup';
import { versionOfDocument } from './documentVersion';
import { commands, languages } from '../ids';
import { messages } from '../messages';
import { nearest } from './nearest';

/** Remedies for what the diagnostics of a listing say. */
export function registerQuickFixes(): Disposable {
  const provider: CodeActionProvider = {
    provideCodeActions: (document, _range, { diagnostics }) =>
      diagnostics.map((diagnostic) => fixOf(document, diagnostic)).filter((fix) => fix !== undefined),
  };
  return vscodeLanguages.registerCodeActionsProvider(languages.listing, provider, {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });
}

function fixOf(document: TextDocument, diagnostic: Diagnostic): CodeAction | undefined {
  const { range, code } = diagnostic;
  switch (code) {
    case 'unknownMnemonic': {
      const known = operationsOf(versionOfDocument(document)).map(({ mnemonic }) => mnemonic);
      const meant = nearest(document.getText(range), known);
      return meant === undefined
        ? undefined
        : replacement(messages.replaceWith(meant), diagnostic, document.uri, range, meant);
    }
    case 'tooMuch': {
      const comment = `; ${document.getText(range)}`;
      return replacement(messages.makeComment, diagnostic, document.uri, range, comment);
    }
    case 'commentNotKept': {
      const fix = new CodeAction(messages.saveAsText, CodeActionKind.QuickFix);
      fix.command = { command: commands.saveListingAsText, title: messages.saveAsText };
      fix.diagnostics = [diagnostic];
      return fix;
    }
    default:
      return undefined;
  }
}

function replacement(
  title: string,
  diagnostic: Diagnostic,
  uri: Uri,
  range: Range,
  text: string,
): CodeAction {
  const fix = new CodeAction(title, CodeActionKind.QuickFix);
  fix.edit = new WorkspaceEdit();
  fix.edit.replace(uri, range, text);
  fix.diagnostics = [diagnostic];
  fix.isPreferred = true;
  return fix;
}
