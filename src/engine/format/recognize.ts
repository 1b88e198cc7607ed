/** What a file called `.bc` turns out to be, by its first bytes alone. */
export type FileKind = 'empty' | 'bytecode' | 'bigEndian' | 'llvmBitcode' | 'text' | 'unknown';

/** Bytes looked at to tell text from binary. */
const sampleSize = 4096;

const cookie = [0xef, 0xbe, 0xad, 0xde] as const;

const signatures: readonly { kind: FileKind; bytes: readonly number[] }[] = [
  { kind: 'bytecode', bytes: cookie },
  { kind: 'bigEndian', bytes: [0xde, 0xad, 0xbe, 0xef] },
  // https://llvm.org/docs/BitCodeFormat.html: raw bitcode, and the wrapper that Darwin puts around it.
  { kind: 'llvmBitcode', bytes: [0x42, 0x43, 0xc0, 0xde] },
  { kind: 'llvmBitcode', bytes: [0xde, 0xc0, 0x17, 0x0b] },
];

export function recognize(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  for (const { kind, bytes: signature } of signatures) {
    if (signature.every((byte, index) => bytes[index] === byte)) return kind;
  }
  return isCutCookie(bytes) || !looksLikeText(bytes) ? 'unknown' : 'text';
}

/** Whether a file ends inside of the cookie, whose first three bytes happen to be a letter of UTF-8. */
const isCutCookie = (bytes: Uint8Array): boolean =>
  bytes.length < cookie.length && bytes.every((byte, index) => byte === cookie[index]);

/** UTF-8 without control characters other than the white space that text has. */
function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, sampleSize);
  for (const byte of sample) {
    const isWhiteSpace = byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d;
    if ((byte < 0x20 && !isWhiteSpace) || byte === 0x7f) return false;
  }
  try {
    // A character may be cut in two where the sample ends before the file does: `stream` forgives exactly that.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: sample.length < bytes.length });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether text is a script of the calculator bc and not a listing. Only ever asked of text that is no valid listing,
 * so that it need not be exact.
 */
export function looksLikeCalculatorScript(text: string): boolean {
  const firstLine = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .find((line) => line !== '');
  if (firstLine === undefined) return /\/\*|#/.test(text);
  return /^(define|scale|ibase|obase|auto|for|while|if|print|quit|halt)\b|^[a-z_]\w*(\[.*\])?\s*[-+*/%^]?=|^[\d(].*[-+*/%^]/.test(
    firstLine,
  );
}
