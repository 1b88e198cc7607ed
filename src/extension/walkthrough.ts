import { commands } from 'vscode';
import { contextKeys, foreign } from './ids';

/** Steps of the walkthrough that VS Code cannot see done by itself. */
export type WalkthroughStep = 'listingOpened' | 'opHovered';

const done = new Set<WalkthroughStep>();

/** Ticks a step off. */
export function completeStep(step: WalkthroughStep): void {
  if (done.has(step)) return;
  done.add(step);
  void commands.executeCommand(foreign.setContext, contextKeys[step], true);
}
