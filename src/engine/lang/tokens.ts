import { createToken, Lexer, type TokenType } from 'chevrotain';
import { sourceKeywords, type Keyword } from './keywords';
import { binaryOperatorLevels, compoundOperators } from './operators';

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

/** The group of the lexer's result that holds comments without an end. */
export const openComments = 'openComments';
const OpenComment = createToken({
  name: 'OpenComment',
  pattern: /\/\*[^]*/,
  group: openComments,
  line_breaks: true,
});

/** Any word: keywords are words first, so that `returned` is one word and not `return` and `ed`. */
export const Word = createToken({ name: 'Word', pattern: /[A-Za-z_]\w*/ });

const keywordToken = (keyword: Keyword): TokenType =>
  createToken({ name: keyword, pattern: new RegExp(keyword), longer_alt: Word });

export const Function = keywordToken('function');
export const ArrayWord = keywordToken('array');
export const If = keywordToken('if');
export const Else = keywordToken('else');
export const While = keywordToken('while');
export const Break = keywordToken('break');
export const Continue = keywordToken('continue');
export const Print = keywordToken('print');
export const Return = keywordToken('return');

export const Integer = createToken({ name: 'Integer', pattern: /0[xX][0-9a-fA-F]+|\d+/ });
export const Semicolon = createToken({ name: 'Semicolon', pattern: ';' });
export const OpenParenthesis = createToken({ name: 'OpenParenthesis', pattern: '(' });
export const CloseParenthesis = createToken({ name: 'CloseParenthesis', pattern: ')' });
export const OpenBracket = createToken({ name: 'OpenBracket', pattern: '[' });
export const CloseBracket = createToken({ name: 'CloseBracket', pattern: ']' });
export const OpenBrace = createToken({ name: 'OpenBrace', pattern: '{' });
export const CloseBrace = createToken({ name: 'CloseBrace', pattern: '}' });
export const Comma = createToken({ name: 'Comma', pattern: ',' });

/** The kinds of operator; `-` and `+` are both unary and binary. */
export const UnarySign = createToken({ name: 'UnarySign', pattern: Lexer.NA });
export const BinarySign = createToken({ name: 'BinarySign', pattern: Lexer.NA });
/** `=`, and `+=` and the like. */
export const AssignSign = createToken({ name: 'AssignSign', pattern: Lexer.NA });

const operatorToken = (image: string, categories: TokenType[]): TokenType =>
  createToken({ name: `Operator ${image}`, pattern: image, categories });

export const Assign = operatorToken('=', [AssignSign]);

const operatorTokens: readonly TokenType[] = [
  operatorToken('-', [UnarySign, BinarySign]),
  operatorToken('+', [UnarySign, BinarySign]),
  operatorToken('~', [UnarySign]),
  operatorToken('!', [UnarySign]),
  Assign,
  ...compoundOperators.map((operator) => operatorToken(`${operator}=`, [AssignSign])),
  ...binaryOperatorLevels
    .flat()
    .filter((image) => image !== '-' && image !== '+')
    .map((image) => operatorToken(image, [BinarySign])),
];

/** The token of an operator or of a sign that assigns. */
export const operatorTokenOf = (image: string): TokenType =>
  operatorTokens.find(({ PATTERN }) => PATTERN === image) ?? Assign;

/** The lexer takes the first that matches: `<<=` has to stand before `<<`, and that before `<`. */
const longestFirst = (one: TokenType, other: TokenType): number => length(other) - length(one);
const length = ({ PATTERN }: TokenType): number => (typeof PATTERN === 'string' ? PATTERN.length : 0);

export const keywordTokens: readonly TokenType[] = [
  Function,
  ArrayWord,
  If,
  Else,
  While,
  Break,
  Continue,
  Print,
  Return,
];

export const allTokens: TokenType[] = [
  WhiteSpace,
  LineComment,
  BlockComment,
  OpenComment,
  ...keywordTokens,
  Word,
  Integer,
  Semicolon,
  OpenParenthesis,
  CloseParenthesis,
  OpenBracket,
  CloseBracket,
  OpenBrace,
  CloseBrace,
  Comma,
  ...[...operatorTokens].sort(longestFirst),
  UnarySign,
  BinarySign,
  AssignSign,
];

export const langLexer = new Lexer(allTokens, { positionTracking: 'full' });

/** Whether a word is reserved: no function, array or variable can be called so. */
export const isKeyword = (word: string): boolean => sourceKeywords.some(({ keyword }) => keyword === word);
