import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from 'chevrotain';
import { langMessages } from './messages';
import { isInText } from './place';
import { ArrayWord, AssignSign, CloseBrace, Else, Function, Word } from './tokens';

/** A token as a message names it. */
export const describeToken = (token: IToken | undefined, end: string = langMessages.endOfFile): string =>
  token === undefined || !isInText(token) ? end : `'${token.image}'`;

/** Whether a statement may end here without a semicolon. */
export const isAtEnd = ({ tokenType }: IToken): boolean => tokenType === EOF || tokenType === CloseBrace;

/** What the rules are about, where one of several things could have stood. */
const wanted: Readonly<Record<string, string>> = {
  unary: langMessages.value,
  statement: langMessages.statement,
  ifStatement: langMessages.statement,
  whileStatement: langMessages.statement,
  source: langMessages.functionOrArray,
  wordStatement: "'='",
};

function describeType({ PATTERN, name }: TokenType): string {
  if (name === Word.name) return langMessages.name;
  if (name === AssignSign.name) return "'='";
  return `'${typeof PATTERN === 'string' ? PATTERN : name}'`;
}

/** Some words tell more of what went wrong than what was expected instead of them. */
function misplaced(token: IToken | undefined): string | undefined {
  switch (token?.tokenType) {
    case Else:
      return langMessages.elseWithoutIf;
    case Function:
    case ArrayWord:
      return langMessages.onlyAtTopLevel(token.image);
    default:
      return undefined;
  }
}

/** What is said of a text that goes on where nothing can follow. */
const superfluous = (token: IToken): string =>
  token.tokenType === CloseBrace
    ? langMessages.closesNothing
    : (misplaced(token) ?? langMessages.expected(langMessages.functionOrArray, describeToken(token)));

/** What is said of a text that the grammar does not allow. */
export const syntaxMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) => {
    if (expected === EOF) return superfluous(actual);
    return (
      (expected === CloseBrace ? misplaced(actual) : undefined) ??
      langMessages.expected(describeType(expected), describeToken(actual))
    );
  },
  buildNoViableAltMessage: ({ actual: [found], ruleName }) =>
    (found?.tokenType === Else ? undefined : misplaced(found)) ??
    langMessages.expected(wanted[ruleName] ?? langMessages.value, describeToken(found)),
  buildNotAllInputParsedMessage: ({ firstRedundant }) => superfluous(firstRedundant),
  buildEarlyExitMessage: ({ actual: [found] }) =>
    langMessages.expected(langMessages.value, describeToken(found)),
};
