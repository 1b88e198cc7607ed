import { createTokenInstance, type IToken, type TokenType } from 'chevrotain';
import { entryName } from '../format/program';
import type { LangProblem } from './langError';
import { langMessages } from './messages';
import { meantKeyword } from './noStatement';
import { placeOf } from './place';
import {
  Assign,
  CloseBrace,
  CloseBracket,
  CloseParenthesis,
  Function,
  If,
  Integer,
  OpenBrace,
  OpenParenthesis,
  operatorTokenOf,
  Semicolon,
  While,
  Word,
} from './tokens';

/** What people write who know other languages, and what they mean by it here. */
interface Translation {
  readonly message: string;
  /** Where the message belongs to: from this token to that one. */
  readonly from: IToken;
  readonly to?: IToken;
  /** How many tokens are replaced. */
  readonly length: number;
  readonly meant: readonly IToken[];
}

/**
 * Tokens that are looked at around a habit: no person writes a head or a condition of more, and in a text with thousands
 * of open parentheses it would take the square of their number to look for the end of each.
 */
const mostLookedAt = 200;

/** Looks for one habit at a token. No program that is right is taken for one. */
type Habit = (tokens: readonly IToken[], at: number) => Translation | undefined;

const habits: readonly Habit[] = [
  nameWithDigit,
  forLoop,
  functionHead,
  assignmentInCondition,
  strictComparison,
  stepBehind,
  stepBefore,
];

/**
 * Replaces what other languages have and this one has not by what was meant, so that the rest of the source is understood
 * and each habit is told about once.
 */
export function translateHabits(tokens: readonly IToken[]): {
  readonly meant: IToken[];
  readonly problems: LangProblem[];
} {
  const meant: IToken[] = [];
  const problems: LangProblem[] = [];
  for (let at = 0; at < tokens.length;) {
    const translation = translationAt(tokens, at);
    const token = tokens[at];
    if (translation) {
      const { message, from, to = from } = translation;
      const { line, column } = placeOf(from);
      const last = placeOf(to);
      problems.push({ line, column, endColumn: last.endColumn, message });
      meant.push(...translation.meant);
    } else if (token) meant.push(token);
    at += translation?.length ?? 1;
  }
  return { meant, problems };
}

function translationAt(tokens: readonly IToken[], at: number): Translation | undefined {
  for (const habit of habits) {
    const found = habit(tokens, at);
    if (found) return found;
  }
  return undefined;
}

/** `12abc`, which is an integer and a word to the lexer. */
function nameWithDigit(tokens: readonly IToken[], at: number): Translation | undefined {
  const [digits, rest] = [tokens[at], tokens[at + 1]];
  if (digits?.tokenType !== Integer || !rest || !isAdjacent(digits, rest) || !/^\w/.test(rest.image))
    return undefined;
  const name = digits.image + rest.image;
  return {
    message: langMessages.nameWithDigit(name),
    from: digits,
    to: rest,
    length: 2,
    meant: [as(digits, Word, name)],
  };
}

/** `for (i = 0; i < 9; i++)`: a loop, whatever its condition. */
function forLoop(tokens: readonly IToken[], at: number): Translation | undefined {
  const [word, open] = [tokens[at], tokens[at + 1]];
  if (word?.image !== 'for' || open?.tokenType !== OpenParenthesis) return undefined;
  const length = headLength(tokens, at + 1) + 1;
  const head = tokens.slice(at, at + length);
  // A function may be called so: what no call has tells.
  if (!head.some(({ tokenType }) => tokenType === Semicolon || tokenType === Assign)) return undefined;
  const meant = [
    as(word, While),
    open,
    as(open, Integer, '1'),
    as(head.at(-1) ?? open, CloseParenthesis, ')'),
  ];
  return { message: langMessages.noFor, from: word, length, meant };
}

/** What other languages begin functions with; other words are taken for such only where a body follows. */
const functionWords = new Set(['def', 'fn', 'fun', 'func', 'sub', 'proc', 'void', 'int', 'long']);

/** `int main() {`, `def f(x):`. */
function functionHead(tokens: readonly IToken[], at: number): Translation | undefined {
  const [before, word, name, open] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (word?.tokenType !== Word || name?.tokenType !== Word || open?.tokenType !== OpenParenthesis)
    return undefined;
  const keyword = meantKeyword(word.image);
  if (before?.tokenType === Function || (keyword !== undefined && keyword !== 'function')) return undefined;
  const length = headLength(tokens, at + 2) + 2;
  const hasBody = tokens[at + length]?.tokenType === OpenBrace;
  if (!hasBody && !functionWords.has(word.image)) return undefined;
  const message =
    keyword === undefined
      ? langMessages.noFunction(word.image, name.image, name.image === entryName)
      : langMessages.noStatement(word.image, keyword);
  // Without braces, what follows may be the body or not: the head is left out.
  return hasBody
    ? { message, from: word, length: 1, meant: [as(word, Function)] }
    : { message, from: word, length, meant: [] };
}

/** `if (x = 3)`. */
function assignmentInCondition(tokens: readonly IToken[], at: number): Translation | undefined {
  const sign = tokens[at];
  if (sign?.tokenType !== Assign || !isInCondition(tokens, at)) return undefined;
  const meant = [as(sign, operatorTokenOf('=='), '==')];
  return { message: langMessages.assignmentInCondition, from: sign, length: 1, meant };
}

function isInCondition(tokens: readonly IToken[], at: number): boolean {
  let depth = 0;
  for (let before = at - 1; before > Math.max(0, at - mostLookedAt); before--) {
    const type = tokens[before]?.tokenType;
    if (type === Semicolon || type === OpenBrace || type === CloseBrace) return false;
    if (type === Assign && depth === 0) return false;
    if (type === CloseParenthesis) depth++;
    if (type !== OpenParenthesis) continue;
    const word = tokens[before - 1]?.tokenType;
    if (depth > 0) depth--;
    else if (word === If || word === While) return true;
  }
  return false;
}

/** `a === b`, `a !== b`. */
function strictComparison(tokens: readonly IToken[], at: number): Translation | undefined {
  const [sign, next] = [tokens[at], tokens[at + 1]];
  if (!sign || (sign.image !== '==' && sign.image !== '!=')) return undefined;
  if (next?.tokenType !== Assign || !isAdjacent(sign, next)) return undefined;
  const message = langMessages.noSuchSign(`${sign.image}=`, sign.image);
  return { message, from: sign, to: next, length: 2, meant: [sign] };
}

/** `i++;`, `a[0]--;`: nothing to add follows. */
function stepBehind(tokens: readonly IToken[], at: number): Translation | undefined {
  const [before, next] = [tokens[at - 1], tokens[at + 2]];
  if (before?.tokenType !== Word && before?.tokenType !== CloseBracket) return undefined;
  const step = next && beginsValue(next) ? undefined : stepAt(tokens, at);
  return step && { ...step, length: 2 };
}

/** `++i;`, where a statement begins: elsewhere it means `+(+i)`. */
function stepBefore(tokens: readonly IToken[], at: number): Translation | undefined {
  const [before, name] = [tokens[at - 1], tokens[at + 2]];
  const isAlone = before?.tokenType === OpenBrace || isEnd(before);
  if (!isAlone || name?.tokenType !== Word || !isEnd(tokens[at + 3])) return undefined;
  const step = stepAt(tokens, at);
  return step && { ...step, length: 3, meant: [name, ...step.meant] };
}

/** `++` or `--`, which means `+= 1` or `-= 1`. */
function stepAt(tokens: readonly IToken[], at: number): Omit<Translation, 'length'> | undefined {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (!first || (first.image !== '+' && first.image !== '-')) return undefined;
  if (second?.image !== first.image || !isAdjacent(first, second)) return undefined;
  const sign = `${first.image}=`;
  const meant = [as(first, operatorTokenOf(sign), sign), as(second, Integer, '1')];
  return { message: langMessages.noStep(first.image), from: first, to: second, meant };
}

const beginsValue = ({ tokenType, image }: IToken): boolean =>
  [Word, Integer, OpenParenthesis].includes(tokenType) || /^[-+~!]$/.test(image);

/** Whether a statement ends with a token. */
const isEnd = (token: IToken | undefined): boolean =>
  token === undefined || token.tokenType === Semicolon || token.tokenType === CloseBrace;

const isAdjacent = (one: IToken, other: IToken): boolean => other.startOffset === (one.endOffset ?? 0) + 1;

/** How many tokens stand from a `(` to its `)`, or to the brace or the end before which it is missing. */
function headLength(tokens: readonly IToken[], open: number): number {
  const end = Math.min(tokens.length, open + mostLookedAt);
  let depth = 0;
  for (let at = open; at < end; at++) {
    const type = tokens[at]?.tokenType;
    if (type === OpenBrace || type === CloseBrace) return at - open;
    if (type === OpenParenthesis) depth++;
    else if (type === CloseParenthesis && --depth === 0) return at - open + 1;
  }
  return end - open;
}

/** Another token at the place of one. */
const as = (token: IToken, type: TokenType, image = token.image): IToken =>
  createTokenInstance(
    type,
    image,
    token.startOffset,
    token.endOffset ?? NaN,
    token.startLine ?? NaN,
    token.endLine ?? NaN,
    token.startColumn ?? NaN,
    token.endColumn ?? NaN,
  );
