/** Little-endian bytes that grow as they are written: what ELF and DWARF are made of. */
export class ByteWriter {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  /** Bytes written so far, which is the offset of the next one. */
  length = 0;

  u8(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.reserve(2);
    this.view.setUint16(this.length, value, true);
    this.length += 2;
  }

  u32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** 64 bits, taken modulo 2^64. */
  u64(value: bigint | number): void {
    this.reserve(8);
    this.view.setBigUint64(this.length, BigInt.asUintN(64, BigInt(value)), true);
    this.length += 8;
  }

  /** Unsigned LEB128: seven bits a byte, the lowest first (DWARF 4, section 7.6). */
  uleb128(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.u8(0x80 | (rest % 0x80));
    this.u8(rest);
  }

  /** Signed LEB128 of a safe integer (DWARF 4, section 7.6). Not with bit operators, which take 32 bits. */
  sleb128(value: number): void {
    let rest = value;
    for (; rest < -0x40 || rest >= 0x40; rest = Math.floor(rest / 0x80)) this.u8(0x80 | lowSeven(rest));
    this.u8(lowSeven(rest));
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** UTF-8 with a 0 behind it. */
  string(text: string): void {
    this.append(new TextEncoder().encode(text));
    this.u8(0);
  }

  /** Fills up with a byte to a multiple of `alignment`. */
  align(alignment: number, filler = 0): void {
    while (this.length % alignment !== 0) this.u8(filler);
  }

  /** Writes a 32-bit length, then what it is the length of. */
  prefixed32(write: () => void): void {
    const at = this.length;
    this.u32(0);
    write();
    this.view.setUint32(at, this.length - at - 4, true);
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

/** The lowest seven bits of an integer, in two's complement. */
const lowSeven = (value: number): number => ((value % 0x80) + 0x80) % 0x80;

/** What a function writes, as bytes of its own. */
export function bytesOf(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter();
  write(writer);
  return writer.finish();
}
