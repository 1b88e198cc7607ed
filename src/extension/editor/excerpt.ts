/** A few rows of a file as a hex editor shows them, with one byte marked. */
export interface Excerpt {
  readonly rows: readonly ExcerptRow[];
}

export interface ExcerptRow {
  /** Offset of the first byte in the file. */
  readonly offset: number;
  /** Two digits each. */
  readonly bytes: readonly string[];
  /** The bytes as characters, a dot for what cannot be printed. */
  readonly text: string;
  /** Which of the bytes the message is about. May be one past the last: that is where the file ends. */
  readonly marked?: number;
}

const bytesPerRow = 16;
/** Rows above and below the one with the marked byte. */
const rowsAround = 1;

/** The bytes around an offset; nothing for an empty file. */
export function excerptAround(bytes: Uint8Array, offset: number): Excerpt | undefined {
  if (bytes.length === 0) return undefined;
  const markedRow = Math.floor(offset / bytesPerRow);
  const firstRow = Math.max(
    0,
    Math.min(markedRow - rowsAround, Math.floor((bytes.length - 1) / bytesPerRow)),
  );
  const rows: ExcerptRow[] = [];
  for (let row = firstRow; row <= markedRow + rowsAround; row++) {
    const start = row * bytesPerRow;
    const part = bytes.subarray(start, start + bytesPerRow);
    if (part.length === 0 && row !== markedRow) break;
    rows.push({
      offset: start,
      bytes: Array.from(part, (byte) => byte.toString(16).padStart(2, '0')),
      text: Array.from(part, printable).join(''),
      ...(row === markedRow ? { marked: offset - start } : {}),
    });
  }
  return { rows };
}

const printable = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.');
