import { EmbeddedActionsParser, EOF, type IParserErrorMessageProvider, type IToken } from 'chevrotain';
import { langMessages } from './messages';
import { allTokens, Integer, Minus, Plus, Return, Semicolon } from './tokens';

/** `return <integer>`, the one statement that version 1 of the language has. */
export interface ReturnStatement {
  /** The first token: where the statement begins. */
  readonly start: IToken;
  /** The integer's token, without its sign. */
  readonly integer: IToken;
  readonly isNegative: boolean;
}

const found = (token: IToken | undefined): string =>
  token === undefined || token.tokenType === EOF ? langMessages.endOfFile : `'${token.image}'`;

const errorMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ actual }) => langMessages.expectedInteger(found(actual)),
  buildNotAllInputParsedMessage: ({ firstRedundant }) => langMessages.expectedEnd(found(firstRedundant)),
  buildNoViableAltMessage: ({ actual }) => langMessages.expectedStatement(found(actual[0])),
  buildEarlyExitMessage: ({ actual }) => langMessages.expectedStatement(found(actual[0])),
};

/**
 *     program   ::= [ statement ]
 *     statement ::= [ "return" ] [ "-" | "+" ] integer [ ";" ]
 */
class LangParser extends EmbeddedActionsParser {
  constructor() {
    super(allTokens, { errorMessageProvider: errorMessages });
    this.performSelfAnalysis();
  }

  readonly program = this.RULE('program', (): ReturnStatement | undefined =>
    this.OPTION(() => this.SUBRULE(this.statement)),
  );

  private readonly statement = this.RULE('statement', (): ReturnStatement => {
    const keyword = this.OPTION(() => this.CONSUME(Return));
    const sign = this.OPTION2(() =>
      this.OR([{ ALT: () => this.CONSUME(Minus) }, { ALT: () => this.CONSUME(Plus) }]),
    );
    const integer = this.CONSUME(Integer);
    this.OPTION3(() => this.CONSUME(Semicolon));
    return { start: keyword ?? sign ?? integer, integer, isNegative: sign?.tokenType === Minus };
  });
}

export const langParser = new LangParser();
