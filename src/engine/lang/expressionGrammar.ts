import { EmbeddedActionsParser, type IParserErrorMessageProvider, type TokenType } from 'chevrotain';
import type { Expression } from './expression';
import { deepestNesting, NestingGuard } from './nesting';
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
    while (back > -deepestNesting && !isInText(this.LA(back))) back--;
    return placeOf(this.LA(back));
  };
  protected readonly nextPlace = (): Place => (isInText(this.LA(1)) ? placeOf(this.LA(1)) : this.lastPlace());

  readonly expression = this.RULE(
    'expression',
    (): Expression => {
      const first = this.SUBRULE(this.unary);
      const tails: Tail[] = [];
      this.MANY(() => {
        this.ACTION(() => this.nesting.countOperator(this.nextPlace));
        const operator = this.CONSUME(BinarySign).image as BinaryOperator;
        tails.push({ operator, operand: this.SUBRULE2(this.unary) });
      });
      return this.ACTION(() => groupByPrecedence(first, tails));
    },
    { recoveryValueFunc: () => mistake },
  );

  private readonly unary: () => Expression = this.RULE(
    'unary',
    (): Expression =>
      this.nesting.within(this.nextPlace, () =>
        this.OR<Expression>([
          { ALT: () => this.SUBRULE(this.signed) },
          { ALT: () => this.SUBRULE(this.integer) },
          { ALT: () => this.SUBRULE(this.parenthesized) },
          { ALT: () => this.SUBRULE(this.named) },
        ]),
      ),
    { recoveryValueFunc: () => mistake },
  );

  protected readonly signed = this.RULE(
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

  protected readonly parenthesized = this.RULE(
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

  protected readonly argumentList = this.RULE(
    'argumentList',
    (): readonly Expression[] => {
      const values: Expression[] = [];
      this.CONSUME(OpenParenthesis);
      this.MANY_SEP({ SEP: Comma, DEF: () => values.push(this.SUBRULE(this.expression)) });
      this.CONSUME(CloseParenthesis);
      return values;
    },
    { recoveryValueFunc: () => [] },
  );

  protected readonly index = this.RULE(
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

  /** Recovery invents missing signs. An invented name or number would be complained about again. */
  protected override canTokenTypeBeInsertedInRecovery(type: TokenType): boolean {
    return type !== Word && type !== Integer;
  }
}

/** What stands for a name that is missing. Nobody declares or looks for it. */
export const nameless: Name = { name: '', place: { line: 1, column: 1, endColumn: 2 } };
