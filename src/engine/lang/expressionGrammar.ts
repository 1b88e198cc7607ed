import {
  EmbeddedActionsParser,
  type IParserErrorMessageProvider,
  type IRuleConfig,
  type ParserMethod,
  type TokenType,
} from 'chevrotain';
import type { Expression } from './expression';
import { mostMissingBraces, NestingGuard } from './nesting';
import type { BinaryOperator, UnaryOperator } from './operators';
import { isInText, placeOf, type Name, type Place } from './place';
import { groupByPrecedence, type Tail } from './precedence';
import {
  allTokens,
  BinarySign,
  CloseBracket,
  CloseParenthesis,
  Comma,
  Integer,
  OpenBracket,
  OpenParenthesis,
  UnarySign,
  Word,
} from './tokens';

declare module '@chevrotain/types' {
  interface EmbeddedActionsParser {
    /** A step of recovery that the library's types leave out: what may follow a token that is missing. */
    getFollowsForInRuleRecovery(type: TokenType, occurrence: number): TokenType[];
  }
}

export const mistake: Expression = { kind: 'mistake' };

/**
 * The expressions of the source language, which the debugger's watch uses as well:
 *
 *     expression ::= unary { binaryOperator unary }
 *     unary      ::= ( "-" | "+" | "~" | "!" ) unary | integer | "(" expression ")" | named
 *     named      ::= name [ "[" expression "]" | "(" [ expression { "," expression } ] ")" ]
 *
 * The parser goes on after a mistake, so that a person sees all of them at once.
 */
export abstract class ExpressionGrammar extends EmbeddedActionsParser {
  protected readonly nesting = new NestingGuard();

  constructor(errorMessageProvider: IParserErrorMessageProvider) {
    super(allTokens, { errorMessageProvider, maxLookahead: 1, recoveryEnabled: true });
  }

  /** Where the last token of the text stands that was taken; what recovery invented is none. */
  protected readonly lastPlace = (): Place => {
    let back = 0;
    while (back > -mostMissingBraces && !isInText(this.LA(back))) back--;
    return placeOf(this.LA(back));
  };
  protected readonly nextPlace = (): Place => (isInText(this.LA(1)) ? placeOf(this.LA(1)) : this.lastPlace());

  /** A rule that is one level deeper than what it stands in. */
  protected nestedRule<Value>(
    name: string,
    implementation: () => Value,
    recovery: IRuleConfig<Value>,
  ): ParserMethod<[], Value> {
    return this.RULE(
      name,
      (): Value => {
        this.nesting.enter(this.nextPlace);
        try {
          return implementation();
        } finally {
          this.nesting.leave();
        }
      },
      recovery,
    );
  }

  readonly expression = this.RULE(
    'expression',
    (): Expression => {
      const first = this.SUBRULE(this.unary);
      const tails: Tail[] = [];
      this.MANY(() => tails.push(this.tail()));
      return this.ACTION(() => groupByPrecedence(first, tails));
    },
    { recoveryValueFunc: () => mistake },
  );

  /** Operators and what is right of them, where a statement turned out to be a value. */
  protected readonly tails = this.RULE(
    'tails',
    (): readonly Tail[] => {
      const tails: Tail[] = [];
      this.AT_LEAST_ONE(() => tails.push(this.tail()));
      return tails;
    },
    { recoveryValueFunc: () => [] },
  );

  /** No rule of its own: an expression in an expression would take more of the stack. */
  private tail(): Tail {
    this.ACTION(() => this.nesting.countOperator(this.nextPlace));
    const operator = this.CONSUME(BinarySign).image as BinaryOperator;
    return { operator, operand: this.SUBRULE2(this.unary) };
  }

  private readonly unary: () => Expression = this.RULE(
    'unary',
    (): Expression =>
      this.OR<Expression>([
        { ALT: () => this.SUBRULE(this.signed) },
        { ALT: () => this.SUBRULE(this.integer) },
        { ALT: () => this.SUBRULE(this.parenthesized) },
        { ALT: () => this.SUBRULE(this.named) },
      ]),
    { recoveryValueFunc: () => mistake },
  );

  protected readonly signed = this.nestedRule(
    'signed',
    (): Expression => {
      const operator = this.CONSUME(UnarySign).image as UnaryOperator;
      return { kind: 'unary', operator, operand: this.SUBRULE(this.unary) };
    },
    { recoveryValueFunc: () => mistake },
  );

  protected readonly integer = this.RULE(
    'integer',
    (): Expression => {
      const token = this.CONSUME(Integer);
      const { image } = token;
      return this.ACTION(() => ({ kind: 'integer', value: BigInt(image), image, place: placeOf(token) }));
    },
    { recoveryValueFunc: () => mistake },
  );

  protected readonly parenthesized = this.nestedRule(
    'parenthesized',
    (): Expression => {
      this.CONSUME(OpenParenthesis);
      const inner = this.SUBRULE(this.expression);
      this.CONSUME(CloseParenthesis);
      return inner;
    },
    { recoveryValueFunc: () => mistake },
  );

  private readonly named = this.RULE(
    'named',
    (): Expression => {
      const word = this.SUBRULE(this.word);
      return this.OR<Expression>([
        { ALT: () => ({ kind: 'call', callee: word, arguments: this.SUBRULE(this.argumentList) }) },
        { ALT: () => ({ kind: 'element', array: word, index: this.SUBRULE(this.index) }) },
        { ALT: () => this.ACTION(() => ({ kind: 'name', ...word })) },
      ]);
    },
    { recoveryValueFunc: () => mistake },
  );

  protected readonly argumentList = this.nestedRule(
    'argumentList',
    (): readonly Expression[] => {
      const values: Expression[] = [];
      this.CONSUME(OpenParenthesis);
      this.MANY_SEP({ SEP: Comma, DEF: () => values.push(this.SUBRULE(this.expression)) });
      this.CONSUME(CloseParenthesis);
      return values;
    },
    { recoveryValueFunc: () => [mistake] },
  );

  protected readonly index = this.nestedRule(
    'index',
    (): Expression => {
      this.CONSUME(OpenBracket);
      const index = this.SUBRULE(this.expression);
      this.CONSUME(CloseBracket);
      return index;
    },
    { recoveryValueFunc: () => mistake },
  );

  protected readonly word = this.RULE(
    'word',
    (): Name => {
      const token = this.CONSUME(Word);
      return { name: token.image, place: placeOf(token) };
    },
    { recoveryValueFunc: () => nameless },
  );

  /** Nothing may follow where looking for it would take too much of the stack: nothing is put in there. */
  override getFollowsForInRuleRecovery(type: TokenType, occurrence: number): TokenType[] {
    return this.nesting.allowsInsertion ? super.getFollowsForInRuleRecovery(type, occurrence) : [];
  }

  /** Recovery invents missing signs. An invented name or number would be complained about again. */
  protected override canTokenTypeBeInsertedInRecovery(type: TokenType): boolean {
    return type !== Word && type !== Integer;
  }
}

/** What stands for a name that is missing. Nobody declares or looks for it. */
export const nameless: Name = { name: '', place: { line: 1, column: 1, endColumn: 2 } };
