import { longestName } from './limits';
import { bytecodeErrors } from './messages';

/** The section of strings while it is read: names and paths are stretches of it. */
export class StringTable {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(private readonly content: Uint8Array) {}

  /**
   * A name, which an entry gives as `| u32 offset | u32 length |`.
   * @param at where these two stand in the view
   * @param what the entry is called in an error
   * @param fileOffset where the entry stands in the file. Unit: bytes
   * @throws BytecodeError when it is no text, or not in the table
   */
  nameAt(view: DataView, at: number, what: string, fileOffset: number): string {
    return this.textAt(view, at, what, fileOffset, longestName);
  }

  /** {@link nameAt} for a text of up to so many bytes. */
  textAt(view: DataView, at: number, what: string, fileOffset: number, longest: number): string {
    const start = view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    // Entries may share their text: without a limit a small file could ask for one long text a million times.
    if (length > longest) throw bytecodeErrors.stringTooLong(what, fileOffset, length, longest);
    if (start + length > this.content.length) {
      throw bytecodeErrors.stringOutOfRange(what, fileOffset, start, length, this.content.length);
    }
    try {
      return this.decoder.decode(this.content.subarray(start, start + length));
    } catch {
      throw bytecodeErrors.stringNotText(what, fileOffset);
    }
  }
}

/** The section of strings while it is written: every text once. */
export class StringTableWriter {
  private readonly places = new Map<string, { readonly offset: number; readonly length: number }>();
  private readonly encoder = new TextEncoder();
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  /** Writes `| u32 offset | u32 length |` of a text, which is put into the table where it is not there yet. */
  write(view: DataView, at: number, text: string): void {
    let place = this.places.get(text);
    if (!place) {
      const chunk = this.encoder.encode(text);
      place = { offset: this.size, length: chunk.length };
      this.places.set(text, place);
      this.chunks.push(chunk);
      this.size += chunk.length;
    }
    view.setUint32(at, place.offset, true);
    view.setUint32(at + 4, place.length, true);
  }

  /** What was put in. */
  content(): Uint8Array {
    const content = new Uint8Array(this.size);
    let offset = 0;
    for (const chunk of this.chunks) {
      content.set(chunk, offset);
      offset += chunk.length;
    }
    return content;
  }
}
