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

/** A string (closed or not), a comma, or a word. */
const tokenPattern = /"(?:[^"\\]|\\.)*"?|,|[^\s,"]+/gs;

const labelPattern = /^[A-Za-z_][A-Za-z0-9_]*:$/;

/** Takes the code of a line, without its comment, apart. Whatever it is, it becomes a statement. */
export function splitStatement(code: string): Statement {
  const tokens: LinePart[] = [];
  for (const match of code.matchAll(tokenPattern)) tokens.push({ start: match.index, text: match[0] });
  let first = 0;
  const labels: LinePart[] = [];
  for (let token = tokens[0]; token && labelPattern.test(token.text); token = tokens[++first]) {
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
