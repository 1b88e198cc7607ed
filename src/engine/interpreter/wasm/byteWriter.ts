/** Bytes of a WebAssembly module as they are put together. */
export class ByteWriter {
  private readonly bytes: number[] = [];

  byte(value: number): void {
    this.bytes.push(value);
  }

  /** LEB128: seven bits a byte, the lowest first, the top bit set while more follow. */
  unsigned(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.bytes.push(rest);
  }

  /** LEB128 of a signed integer: it ends where the rest is only copies of the sign. */
  signed(value: bigint): void {
    let rest = value;
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
      this.bytes.push(isLast ? low : low | 0x80);
      if (isLast) return;
    }
  }

  /** Its length in bytes, then its UTF-8. */
  name(text: string): void {
    this.sized(Array.from(new TextEncoder().encode(text)));
  }

  /** The length in bytes, then the bytes. */
  sized(content: readonly number[]): void {
    this.unsigned(content.length);
    this.raw(content);
  }

  raw(content: readonly number[]): void {
    for (const byte of content) this.bytes.push(byte);
  }

  finish(): readonly number[] {
    return this.bytes;
  }
}
