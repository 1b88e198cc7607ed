import { createToken, Lexer, type TokenType } from 'chevrotain';
import { binaryOperatorLevels } from './expression';

const WhiteSpace = createToken({
  name: 'WhiteSpace',
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\n]*/, group: Lexer.SKIPPED });
const BlockComment = createToken({
  name: 'BlockComment',
  pattern: /\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//,
  group: Lexer.SKIPPED,
  line_breaks: true,
});

/** Any word: keywords are words first, so that `returned` is one word and not `return` and `ed`. */
export const Word = createToken({ name: 'Word', pattern: /[A-Za-z_]\w*/ });
export const Return = createToken({ name: 'Return', pattern: /return/, longer_alt: Word });
export const Integer = createToken({ name: 'Integer', pattern: /0[xX][0-9a-fA-F]+|\d+/ });
export const Semicolon = createToken({ name: 'Semicolon', pattern: ';' });
export const OpenParenthesis = createToken({ name: 'OpenParenthesis', pattern: '(' });
export const CloseParenthesis = createToken({ name: 'CloseParenthesis', pattern: ')' });
export const Assign = createToken({ name: 'Assign', pattern: '=' });
export const Comma = createToken({ name: 'Comma', pattern: ',' });

/** The kinds of operator; `-` and `+` are of both. */
export const UnarySign = createToken({ name: 'UnarySign', pattern: Lexer.NA });
export const BinarySign = createToken({ name: 'BinarySign', pattern: Lexer.NA });

const operatorToken = (image: string, categories: TokenType[]): TokenType =>
  createToken({ name: `Operator ${image}`, pattern: image, categories });

export const Minus = operatorToken('-', [UnarySign, BinarySign]);
export const Plus = operatorToken('+', [UnarySign, BinarySign]);

const otherOperators: readonly TokenType[] = [
  operatorToken('~', [UnarySign]),
  operatorToken('!', [UnarySign]),
  ...binaryOperatorLevels
    .flat()
    .filter((image) => image !== '-' && image !== '+')
    .map((image) => operatorToken(image, [BinarySign])),
];

/** The lexer takes the first that matches: `<=` has to stand before `<`. */
const longestFirst = (one: TokenType, other: TokenType): number => length(other) - length(one);
const length = ({ PATTERN }: TokenType): number => (typeof PATTERN === 'string' ? PATTERN.length : 0);

export const allTokens: TokenType[] = [
  WhiteSpace,
  LineComment,
  BlockComment,
  Return,
  Word,
  Integer,
  Semicolon,
  OpenParenthesis,
  CloseParenthesis,
  Comma,
  ...[...otherOperators, Minus, Plus, Assign].sort(longestFirst),
  UnarySign,
  BinarySign,
];

export const langLexer = new Lexer(allTokens, { positionTracking: 'full' });
