import { commands, type Uri, type WebviewPanel } from 'vscode';
import { baseNameOf } from '../files/uris';
import { foreign } from '../ids';
import { messages } from '../messages';

/** Custom editors that are one side of a comparison, with the document that each would open as. */
export class ComparisonSides {
  private readonly documents = new Map<WebviewPanel, Uri>();

  add(panel: WebviewPanel, document: Uri): void {
    this.documents.set(panel, document);
    panel.onDidDispose(() => this.documents.delete(panel));
  }

  /** Opens the two sides that stand beside each other as a comparison of texts. The left one was made first. */
  async compare(panel: WebviewPanel): Promise<void> {
    const [left, right] = [...this.documents]
      .filter(([other]) => other.viewColumn === panel.viewColumn)
      .map(([, document]) => document);
    if (!left || !right) return;
    await commands.executeCommand(
      foreign.compare,
      left,
      right,
      messages.comparison(baseNameOf(left), baseNameOf(right)),
    );
  }
}
