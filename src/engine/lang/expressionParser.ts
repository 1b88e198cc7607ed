import { EmbeddedActionsParser, EOF, type IParserErrorMessageProvider, type IToken } from 'chevrotain';
import {
  binaryOperatorLevels,
  EvaluationError,
  type BinaryOperator,
  type Expression,
  type UnaryOperator,
} from './expression';
import { langMessages } from './messages';
import {
  allTokens,
  Assign,
  BinarySign,
  CloseParenthesis,
  Comma,
  Integer,
  langLexer,
  OpenParenthesis,
  UnarySign,
  Word,
} from './tokens';

/** What somebody types into the Debug Console or the watch view. */
export interface DebugExpression {
  /** The name to assign to, for `name = expression`. */
  readonly target?: string;
  readonly expression: Expression;
  /** `expression,x` asks for hexadecimal and `expression,d` for decimal, as in other debuggers. */
  readonly format?: 'hex' | 'decimal';
}

/** A binary operator and what stands right of it, in the order of the text. */
interface Tail {
  readonly operator: BinaryOperator;
  readonly operand: Expression;
}

const found = (token: IToken | undefined): string =>
  token === undefined || token.tokenType === EOF ? langMessages.endOfExpression : `'${token.image}'`;

const errorMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ actual }) => langMessages.unexpected(found(actual)),
  buildNotAllInputParsedMessage: ({ firstRedundant }) => langMessages.unexpected(found(firstRedundant)),
  buildNoViableAltMessage: ({ actual }) => langMessages.unexpected(found(actual[0])),
  buildEarlyExitMessage: ({ actual }) => langMessages.unexpected(found(actual[0])),
};

/**
 *     debugExpression ::= [ name "=" ] expression [ "," format ]
 *     expression      ::= unary { binaryOperator unary }
 *     unary           ::= [ "-" | "+" | "~" | "!" ] unary | integer | name | "(" expression ")"
 */
class ExpressionParser extends EmbeddedActionsParser {
  constructor() {
    super(allTokens, { errorMessageProvider: errorMessages, maxLookahead: 2 });
    this.performSelfAnalysis();
  }

  readonly debugExpression = this.RULE('debugExpression', (): DebugExpression => {
    const target = this.OPTION(() => {
      const name = this.CONSUME(Word).image;
      this.CONSUME(Assign);
      return name;
    });
    const expression = this.SUBRULE(this.expression);
    const format = this.OPTION2(() => {
      this.CONSUME(Comma);
      return this.CONSUME2(Word);
    });
    return { expression, ...(target === undefined ? {} : { target }), ...formatOf(format) };
  });

  private readonly expression = this.RULE('expression', (): Expression => {
    const first = this.SUBRULE(this.unary);
    const tails: Tail[] = [];
    this.MANY(() => {
      const operator = this.CONSUME(BinarySign).image as BinaryOperator;
      tails.push({ operator, operand: this.SUBRULE2(this.unary) });
    });
    return this.ACTION(() => groupByPrecedence(first, tails));
  });

  private readonly unary = this.RULE('unary', (): Expression =>
    this.OR<Expression>([
      {
        ALT: () => {
          const operator = this.CONSUME(UnarySign).image as UnaryOperator;
          return { kind: 'unary', operator, operand: this.SUBRULE(this.unary) };
        },
      },
      {
        ALT: () => {
          const { image } = this.CONSUME(Integer);
          return { kind: 'integer', value: this.ACTION(() => BigInt(image)) };
        },
      },
      { ALT: () => ({ kind: 'name', name: this.CONSUME(Word).image }) },
      {
        ALT: () => {
          this.CONSUME(OpenParenthesis);
          const inner = this.SUBRULE(this.expression);
          this.CONSUME(CloseParenthesis);
          return inner;
        },
      },
    ]),
  );
}

/** Binds the tightest operators first, those of one level from the left. */
function groupByPrecedence(first: Expression, tails: readonly Tail[]): Expression {
  let operands = [first, ...tails.map((tail) => tail.operand)];
  let operators = tails.map((tail) => tail.operator);
  for (const level of [...binaryOperatorLevels].reverse()) {
    const isOfLevel = (operator: BinaryOperator): boolean => level.some((image) => image === operator);
    const grouped: Expression[] = operands.slice(0, 1);
    const looser: BinaryOperator[] = [];
    operators.forEach((operator, index) => {
      const right = operands[index + 1];
      const left = grouped.at(-1);
      if (!left || !right) return;
      if (isOfLevel(operator)) grouped[grouped.length - 1] = { kind: 'binary', operator, left, right };
      else {
        looser.push(operator);
        grouped.push(right);
      }
    });
    operands = grouped;
    operators = looser;
  }
  return operands[0] ?? first;
}

function formatOf(token: IToken | undefined): Pick<DebugExpression, 'format'> {
  if (!token) return {};
  return token.image === 'd' ? { format: 'decimal' } : { format: 'hex' };
}

const parser = new ExpressionParser();

/**
 * Parses what somebody typed into the watch view or the Debug Console.
 * @throws EvaluationError with a message for that person
 */
export function parseDebugExpression(text: string): DebugExpression {
  const { tokens, errors } = langLexer.tokenize(text);
  if (errors[0])
    throw new EvaluationError(langMessages.unexpected(`'${text.slice(errors[0].offset).trim()}'`));
  parser.input = tokens;
  const parsed = parser.debugExpression();
  if (parser.errors[0]) throw new EvaluationError(parser.errors[0].message);
  return parsed;
}
