import { TabInputText, window, type Disposable, type TextDocument, type Uri } from 'vscode';
import { languages } from '../ids';
import { programOfUri } from './linked/programTexts';
import type { SessionStates } from './sessionStates';

/** Whether a document holds a program that can be debugged. */
export function isProgramDocument(document: TextDocument): boolean {
  return document.languageId === languages.listing || document.languageId === languages.source;
}

let lastLookedAt: TextDocument | undefined;

/** Remembers the program that was looked at last, for commands that are started from a page without a text. */
export function followActiveProgram(): Disposable {
  const follow = (document: TextDocument | undefined): void => {
    if (document && isProgramDocument(document)) lastLookedAt = document;
  };
  follow(window.activeTextEditor?.document);
  return window.onDidChangeActiveTextEditor((editor) => follow(editor?.document));
}

/**
 * The program that a command is about when nobody names one: that of the active editor. The walkthrough is none, and its
 * buttons are about the program that stands behind it.
 */
export function activeProgramDocument(): TextDocument | undefined {
  const document = window.activeTextEditor?.document ?? (hasTab(lastLookedAt) ? lastLookedAt : undefined);
  return document && isProgramDocument(document) ? document : undefined;
}

/** The file of that program. */
export function activeProgram(states: SessionStates): Uri | undefined {
  const document = activeProgramDocument();
  return document && programOfUri(document.uri, states);
}

const hasTab = (document: TextDocument | undefined): boolean =>
  window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) => input instanceof TabInputText && input.uri.toString() === document?.uri.toString(),
    ),
  );
