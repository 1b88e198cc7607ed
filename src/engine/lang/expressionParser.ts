import { EvaluationError, type Expression } from './expression';
import { ExpressionGrammar } from './expressionGrammar';
import { langMessages } from './messages';
import { NestingError } from './nesting';
import { describeToken, syntaxMessages } from './syntaxMessages';
import { Assign, Comma, langLexer, Word } from './tokens';

/** What somebody types into the Debug Console or the watch view. */
export interface DebugExpression {
  /** The variable to assign to, for `name = expression`; the array, for `name[index] = expression`. */
  readonly target?: string;
  /** Which cell of the target to assign to, where the target is an array. */
  readonly targetIndex?: Expression;
  readonly expression: Expression;
  /** `expression,x` asks for hexadecimal and `expression,d` for decimal, as in other debuggers. */
  readonly format?: 'hex' | 'decimal';
}

interface DebugSyntax {
  readonly target: Expression | undefined;
  readonly expression: Expression;
  readonly format: string | undefined;
}

/** `debugExpression ::= [ expression "=" ] expression [ "," format ]` */
class DebugGrammar extends ExpressionGrammar {
  constructor() {
    super(syntaxMessages);
    this.performSelfAnalysis();
  }

  readonly debugExpression = this.RULE('debugExpression', (): DebugSyntax => {
    this.ACTION(() => this.nesting.startCounting());
    const first = this.SUBRULE(this.expression);
    const second = this.OPTION(() => {
      this.CONSUME(Assign);
      return this.SUBRULE2(this.expression);
    });
    const format = this.OPTION2(() => {
      this.CONSUME(Comma);
      return this.CONSUME(Word).image;
    });
    return { target: second && first, expression: second ?? first, format };
  });
}

let grammar: DebugGrammar | undefined;

/**
 * Parses what somebody typed into the watch view or the Debug Console.
 * @throws EvaluationError with a message for that person
 */
export function parseDebugExpression(text: string): DebugExpression {
  const { tokens, errors } = langLexer.tokenize(text);
  if (errors[0])
    throw new EvaluationError(langMessages.unexpected(`'${text.slice(errors[0].offset).trim()}'`));
  grammar ??= new DebugGrammar();
  grammar.input = tokens;
  const { target, expression, format } = parse(grammar);
  return { expression, ...partsOfTarget(target), ...partsOfFormat(format) };
}

function parse(parser: DebugGrammar): DebugSyntax {
  try {
    const parsed = parser.debugExpression();
    const [error] = parser.errors;
    if (!error) return parsed;
    throw new EvaluationError(
      langMessages.unexpected(describeToken(error.token, langMessages.endOfExpression)),
    );
  } catch (error) {
    throw error instanceof NestingError ? new EvaluationError(error.message) : error;
  }
}

function partsOfTarget(target: Expression | undefined): Pick<DebugExpression, 'target' | 'targetIndex'> {
  switch (target?.kind) {
    case undefined:
      return {};
    case 'name':
      return { target: target.name };
    case 'element':
      return { target: target.array.name, targetIndex: target.index };
    default:
      throw new EvaluationError(langMessages.notAssignable);
  }
}

const formats: ReadonlyMap<string, 'hex' | 'decimal'> = new Map([
  ['x', 'hex'],
  ['h', 'hex'],
  ['d', 'decimal'],
]);

function partsOfFormat(format: string | undefined): Pick<DebugExpression, 'format'> {
  if (format === undefined) return {};
  const known = formats.get(format);
  // A format that other debuggers have, such as ,b, must not look like an answer in it.
  if (known === undefined) throw new EvaluationError(langMessages.noSuchFormat(format));
  return { format: known };
}
