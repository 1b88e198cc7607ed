import type { LinePart } from './line';

/**
 * What stands on a line of versions 2 and 3, before anything is known of its meaning:
 *
 *     label:  MNEMONIC operand, operand  @line:column
 *             .directive word word
 */
export interface Statement {
  /** Without their colons. Usually none or one. */
  readonly labels: readonly LinePart[];
  /** The mnemonic, or the directive with its dot. */
  readonly head?: LinePart;
  /** Words and commas behind the head. */
  readonly rest: readonly LinePart[];
  /** `@line:column` */
  readonly place?: LinePart;
}

const labelPattern = /^[A-Za-z_][A-Za-z0-9_]*:$/;

/** Takes the code of a line, without its comment, apart. Whatever it is, it becomes a statement. */
export function splitStatement(code: string): Statement {
  const tokens = tokensOf(code);
  let first = 0;
  const labels: LinePart[] = [];
  for (let token = tokens[0]; token && isLabel(token.text); token = tokens[++first]) {
    labels.push({ start: token.start, text: token.text.slice(0, -1) });
  }
  const last = tokens.at(-1);
  const place = last?.text.startsWith('@') && tokens.length > first ? last : undefined;
  const head = tokens[first];
  return {
    labels,
    ...(head && head !== place ? { head } : {}),
    rest: tokens.slice(first + 1, place ? -1 : undefined),
    ...(place ? { place } : {}),
  };
}

const isLabel = (text: string): boolean =>
  text.charCodeAt(text.length - 1) === colon && labelPattern.test(text);

/** Strings (closed or not), commas and words. By hand, since large listings have millions of them. */
function tokensOf(code: string): LinePart[] {
  const tokens: LinePart[] = [];
  let at = 0;
  while (at < code.length) {
    const first = code.charCodeAt(at);
    if (isSpace(first)) {
      at++;
      continue;
    }
    const start = at++;
    if (first === quote) at = endOfString(code, at);
    else if (first !== comma) {
      for (; at < code.length; at++) {
        const next = code.charCodeAt(at);
        if (next === comma || next === quote || isSpace(next)) break;
      }
    }
    tokens.push({ start, text: code.slice(start, at) });
  }
  return tokens;
}

/** Behind the closing quote of a string; the end of the line where there is none. */
function endOfString(code: string, start: number): number {
  let at = start;
  while (at < code.length && code.charCodeAt(at) !== quote) {
    at += code.charCodeAt(at) === backslash ? 2 : 1;
  }
  return Math.min(at + 1, code.length);
}

const isSpace = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0xa0 && /\s/.test(String.fromCharCode(code)));

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;

/** The operands of an op, and what is wrong with the commas between them. */
export interface Operands {
  readonly parts: readonly LinePart[];
  /** The first token that stands where a comma should be, or a comma that stands where an operand should be. */
  readonly misplaced?: LinePart;
}

/** Takes the operands out of what stands behind a mnemonic: they are separated by commas. */
export function operandsOf(rest: readonly LinePart[]): Operands {
  const parts: LinePart[] = [];
  let misplaced: LinePart | undefined;
  let awaitsComma = false;
  for (const token of rest) {
    const isComma = token.text === ',';
    if (isComma !== awaitsComma) misplaced ??= token;
    if (!isComma) parts.push(token);
    awaitsComma = !isComma;
  }
  // A comma with nothing behind it.
  if (!awaitsComma) misplaced ??= rest.at(-1);
  return misplaced ? { parts, misplaced } : { parts };
}
