import type { TextDocument } from 'vscode';
import { ListingParser } from '../../engine/listing/parse';
import { ListingModel } from './listingModel';
import { inSlices } from './slices';

interface Entry {
  readonly version: number;
  readonly model: Promise<ListingModel | undefined>;
}

/** The model of every listing that somebody asked about, made once for each version of its text. */
export class ListingModels {
  private readonly entries = new WeakMap<TextDocument, Entry>();

  /** The model of a document as it is now; undefined when it is edited or closed before the model is done. */
  of(document: TextDocument): Promise<ListingModel | undefined> {
    const { version } = document;
    const known = this.entries.get(document);
    if (known?.version === version) return known.model;
    const model = makeModel(document);
    this.entries.set(document, { version, model });
    return model;
  }
}

async function makeModel(document: TextDocument): Promise<ListingModel | undefined> {
  const { version } = document;
  const parser = new ListingParser(document.getText());
  const isWanted = (): boolean => document.version === version && !document.isClosed;
  const isDone = await inSlices((steps) => parser.advance(steps), isWanted);
  return isDone ? new ListingModel(parser.finish()) : undefined;
}
