import type { TextDocument } from 'vscode';
import type { AnalysedSource } from '../../engine/lang/compile';
import type { SymbolTable } from '../../engine/lang/symbols';

interface Entry {
  readonly version: number;
  readonly analysed: AnalysedSource;
}

/** What the names of open sources mean, found out once for each version of a text. */
export class SourceModels {
  private readonly entries = new WeakMap<TextDocument, Entry>();

  /** Works for a source with mistakes as well, as far as it is understood. */
  async of(document: TextDocument): Promise<SymbolTable> {
    return (await this.analysed(document)).table;
  }

  /** {@link of}, with what was not understood. */
  async analysed(document: TextDocument): Promise<AnalysedSource> {
    // The compiler takes a while to load, and who opens listings only needs none.
    const { analyseLang } = await import('../../engine/lang/compile');
    const { version } = document;
    const known = this.entries.get(document);
    if (known?.version === version) return known.analysed;
    const analysed = analyseLang(document.getText());
    this.entries.set(document, { version, analysed });
    return analysed;
  }
}
