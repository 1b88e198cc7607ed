import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import { mistake, nameless } from './expressionGrammar';
import { langMessages } from './messages';
import { NestingError } from './nesting';
import { isInText, placeOf, type Name } from './place';
import { StatementGrammar } from './statementGrammar';
import type { ArraySyntax, FunctionSyntax, SourceSyntax, Statement } from './syntax';
import {
  ArrayWord,
  CloseBrace,
  CloseBracket,
  CloseParenthesis,
  Comma,
  Function,
  OpenBracket,
  OpenParenthesis,
} from './tokens';

/**
 *     source     ::= { function | array | statement }
 *     function   ::= "function" name "(" [ name { "," name } ] ")" block
 *     array      ::= "array" name "[" expression "]" end
 */
class SourceGrammar extends StatementGrammar {
  private progress = beginning();

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  /**
   * Understands tokens as far as it can.
   * @param addedBraces how many of the last tokens are braces that the text does not have
   */
  parse(tokens: IToken[], addedBraces: number): ParsedTokens {
    this.found.length = this.lostWords.length = this.inventedBraces = 0;
    this.progress = beginning();
    this.input = tokens;
    const syntax = this.source();
    const { hasGivenUp, superfluousBraces, hasUnclearBlocks } = this.progress;
    return {
      syntax,
      isBraceMissing: !hasGivenUp && superfluousBraces < addedBraces,
      areBlocksUnclear: hasUnclearBlocks || this.errors.some(isAboutBlocks),
    };
  }

  private readonly source = this.RULE('source', (): SourceSyntax => {
    const functions: FunctionSyntax[] = [];
    const arrays: ArraySyntax[] = [];
    const statements: Statement[] = [];
    try {
      this.MANY(() =>
        this.OR([
          { ALT: () => functions.push(this.SUBRULE(this.functionDeclaration)) },
          { ALT: () => arrays.push(this.SUBRULE(this.arrayDeclaration)) },
          { ALT: () => statements.push(this.SUBRULE(this.statement)) },
          { ALT: () => this.SUBRULE(this.superfluousBrace) },
        ]),
      );
    } catch (error) {
      this.ACTION(() => this.giveUp(error));
    }
    const end = this.lastPlace();
    // Consumed, so that recovery knows the end of the file as a place to go on from.
    this.CONSUME(EOF);
    return { functions, arrays, statements, end };
  });

  private readonly functionDeclaration = this.RULE(
    'functionDeclaration',
    (): FunctionSyntax => {
      const place = placeOf(this.CONSUME(Function));
      const name = this.SUBRULE(this.word);
      const parameters: Name[] = [];
      this.CONSUME(OpenParenthesis);
      this.MANY_SEP({ SEP: Comma, DEF: () => parameters.push(this.SUBRULE2(this.word)) });
      this.CONSUME(CloseParenthesis);
      const { statements, end } = this.SUBRULE(this.block);
      return { place, name, parameters, statements, end };
    },
    { recoveryValueFunc: () => ({ ...this.noBlock(), name: nameless, parameters: [] }) },
  );

  private readonly arrayDeclaration = this.RULE(
    'arrayDeclaration',
    (): ArraySyntax => {
      this.ACTION(() => this.nesting.startCounting());
      const place = placeOf(this.CONSUME(ArrayWord));
      const name = this.SUBRULE(this.word);
      this.CONSUME(OpenBracket);
      const length = this.SUBRULE(this.expression);
      this.CONSUME(CloseBracket);
      this.SUBRULE(this.end);
      return { place, name, length };
    },
    { recoveryValueFunc: () => ({ place: this.lastPlace(), name: nameless, length: mistake }) },
  );

  /** Where recovery closed a block, the brace that was meant to do so follows later, and nobody need hear of it. */
  private readonly superfluousBrace = this.RULE('superfluousBrace', (): void => {
    const brace = this.CONSUME(CloseBrace);
    this.ACTION(() => {
      if (!isInText(brace)) this.progress.superfluousBraces++;
      if (this.inventedBraces > 0) this.inventedBraces--;
      else if (isInText(brace)) {
        this.note(placeOf(brace), langMessages.closesNothing);
        this.progress.hasUnclearBlocks = true;
      }
    });
  });

  /** What stands before the place that goes too deep is understood all the same. */
  private giveUp(error: unknown): void {
    if (!(error instanceof NestingError)) throw error;
    this.note(error.place, error.message);
    this.progress.hasGivenUp = true;
    while (this.LA(1).tokenType !== EOF) this.SKIP_TOKEN();
  }
}

/** What is noted while one text is read. */
const beginning = () => ({
  /** Braces that were added to the end of the text, and that no block needed. */
  superfluousBraces: 0,
  hasUnclearBlocks: false,
  /** Whether the rest of the text was not read. */
  hasGivenUp: false,
});

/** What the grammar made of tokens; `found` and `errors` of the grammar say what is wrong with them. */
interface ParsedTokens {
  readonly syntax: SourceSyntax;
  /** Whether a block ends with a brace that the text does not have. */
  readonly isBraceMissing: boolean;
  /** Whether a mistake leaves open which statements belong to which function. */
  readonly areBlocksUnclear: boolean;
}

/** Mistakes in these rules are about heads and braces; all others stay within a statement. */
const rulesOfBlocks = new Set(['source', 'functionDeclaration', 'block']);

function isAboutBlocks({ context: { ruleStack } }: IRecognitionException): boolean {
  const [last, around] = ruleStack.slice().reverse();
  return rulesOfBlocks.has((last === 'word' ? around : last) ?? '');
}

export const sourceGrammar = new SourceGrammar();
