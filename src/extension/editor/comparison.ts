import { commands, window, type Uri, type WebviewPanel } from 'vscode';
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

  /** Opens the two sides that stand beside each other as a comparison of texts. */
  async compare(panel: WebviewPanel): Promise<void> {
    const sides = [...this.documents]
      .filter(([other]) => other.viewColumn === panel.viewColumn)
      .map(([, document]) => document);
    const [left, right] = isLeftFirst(sides) ? sides : sides.reverse();
    if (!left || !right) return;
    const title = messages.comparison(baseNameOf(left), baseNameOf(right));
    await commands.executeCommand(foreign.compare, left, right, title);
  }
}

/** No API tells the sides apart, and they are made in either order. The tab's title begins with the left one's name. */
function isLeftFirst([first]: readonly Uri[]): boolean {
  const title = window.tabGroups.activeTabGroup.activeTab?.label ?? '';
  return first !== undefined && title.startsWith(baseNameOf(first));
}
