import { window, type TextDocument, type Uri } from 'vscode';
import { languages } from '../ids';
import { programOfUri } from './linked/programTexts';
import type { SessionStates } from './sessionStates';

/** Whether a document holds a program that can be debugged. */
export function isProgramDocument(document: TextDocument): boolean {
  return document.languageId === languages.listing || document.languageId === languages.source;
}

/** The file to debug when nobody names one: that of the active editor. */
export function activeProgram(states: SessionStates): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document && isProgramDocument(document) ? programOfUri(document.uri, states) : undefined;
}
