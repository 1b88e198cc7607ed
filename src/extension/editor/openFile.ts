import { Disposable, FileChangeType, window, workspace, type Uri, type WebviewPanel } from 'vscode';
import { listingOfFile } from '../files/listingBytes';
import { displayPathOf, listingUriOf } from '../files/uris';
import { watchFile } from '../files/watchFile';
import type { FileContent } from './classify';
import type { ComparisonSides } from './comparison';
import { inspectFile } from './inspect';
import { isPageMessage, offeredActions, performAction } from './pageActions';
import { comparisonPage, emptyPage, foreignPage } from './pages';
import { openInPlace, tabOf } from './placement';

/** One custom editor on one file, from its first page until the text document has taken its place. */
export class OpenFile {
  private content: FileContent | undefined;
  /** VS Code cannot replace an editor whose web page is still loading: the page says when it has. */
  private isLoaded = false;
  private isSide = false;
  /** The text document has taken over, or the user closed the editor. */
  private isDone = false;

  constructor(
    private readonly uri: Uri,
    private readonly panel: WebviewPanel,
    private readonly comparisons: ComparisonSides,
  ) {}

  async start(): Promise<void> {
    const { panel } = this;
    panel.webview.options = { enableScripts: true };
    const listening = Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message).catch(showError)),
      watchFile(this.uri, (type) => {
        if (type === FileChangeType.Changed) void this.look();
      }),
    );
    panel.onDidDispose(() => {
      this.isDone = true;
      listening.dispose();
    });
    this.content = await inspectFile(this.uri);
    if (!this.isDone) this.render(this.content);
  }

  private async receive(message: unknown): Promise<void> {
    if (!isPageMessage(message)) return;
    if (message === 'compareListings') await this.comparisons.compare(this.panel);
    else if (message !== 'ready') await performAction(message, this.uri, this.panel);
    else {
      this.isLoaded = true;
      // The watch on a file takes a moment to begin: what was mended meanwhile is found by looking again.
      if (this.content?.kind === 'foreign') await this.look();
      else if (this.content && !this.isSide) await this.show(this.content);
    }
  }

  /** Looks at the file again, and shows what it holds now. */
  private async look(): Promise<void> {
    const previous = JSON.stringify(this.content);
    const content = await inspectFile(this.uri);
    this.content = content;
    const isNews = this.isSide || JSON.stringify(content) !== previous;
    if (this.isLoaded && isNews) await this.show(content);
  }

  private async show(content: FileContent): Promise<void> {
    if (this.isDone) return;
    if (content.kind === 'foreign') {
      this.render(content);
    } else if (tabOf(this.uri, this.panel)) {
      this.isDone = true;
      await openInPlace(this.documentOf(content), this.panel, this.uri);
    } else {
      await this.renderSide(content);
    }
  }

  private render(content: FileContent): void {
    this.panel.webview.html =
      content.kind === 'foreign'
        ? foreignPage(displayPathOf(this.uri), content, offeredActions(content))
        : emptyPage();
  }

  /** A side of a comparison stays where it is, and shows its listing itself. */
  private async renderSide(content: FileContent): Promise<void> {
    if (!this.isSide) this.comparisons.add(this.panel, this.documentOf(content));
    this.isSide = true;
    const path = displayPathOf(this.uri);
    const { text } = listingOfFile(await workspace.fs.readFile(this.uri), path);
    if (this.isDone) return;
    this.panel.webview.html = comparisonPage(path, new TextDecoder().decode(text));
  }

  private documentOf({ kind }: FileContent): Uri {
    return kind === 'listing' ? listingUriOf(this.uri) : this.uri;
  }
}

/** A button that could not do what it says must not just do nothing. */
const showError = (error: unknown): void =>
  void window.showErrorMessage(error instanceof Error ? error.message : String(error));
