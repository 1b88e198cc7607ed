import { window, type TextDocument, type Uri } from 'vscode';
import { fileUriOf } from '../files/uris';
import { languages } from '../ids';

/** Whether a document holds a program that can be debugged. */
export function isProgramDocument(document: TextDocument): boolean {
  return document.languageId === languages.listing || document.languageId === languages.source;
}

/** The file to debug when nobody names one: that of the active editor. */
export function activeProgram(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document && isProgramDocument(document) ? fileUriOf(document.uri) : undefined;
}
