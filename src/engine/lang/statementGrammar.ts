import type { IToken } from 'chevrotain';
import type { Expression } from './expression';
import { ExpressionGrammar, mistake } from './expressionGrammar';
import type { LangProblem } from './langError';
import { langMessages } from './messages';
import { noCall, noStatement } from './noStatement';
import type { CompoundOperator } from './operators';
import { placeOf, type Place } from './place';
import { groupByPrecedence, type Tail } from './precedence';
import { describeToken, isAtEnd, syntaxMessages } from './syntaxMessages';
import type { Branch, Statement } from './syntax';
import {
  AssignSign,
  Break,
  CloseBrace,
  CloseParenthesis,
  Continue,
  Else,
  If,
  OpenBrace,
  OpenParenthesis,
  Print,
  Return,
  Semicolon,
  While,
} from './tokens';

/**
 *     block      ::= "{" { statement } "}"
 *     statement  ::= target ( "=" | "+=" | … ) expression end | call end | "return" expression end | "print" expression end
 *                  | "if" condition statement { "else" "if" condition statement } [ "else" statement ]
 *                  | "while" condition statement | "break" end | "continue" end | block | ";"
 *     target     ::= name | name "[" expression "]"
 *     condition  ::= "(" expression ")"
 *     end        ::= ";", which may be missing before "}" and the end of the file
 *
 * A value that stands alone is let pass as well: what is wrong with it, the checks know better.
 */
export abstract class StatementGrammar extends ExpressionGrammar {
  private readonly recovery = { recoveryValueFunc: () => this.nothing() };

  /** Mistakes that the grammar lets pass, so that what follows is understood. */
  readonly found: LangProblem[] = [];
  /** Words that begin no statement. */
  readonly lostWords: LangProblem[] = [];
  /** Closing braces that recovery put where there was none, and that no brace of the text has made up for. */
  protected inventedBraces = 0;
  private started: IToken | undefined;

  constructor() {
    super(syntaxMessages);
  }

  protected readonly block = this.RULE(
    'block',
    (): BlockSyntax => {
      const statements: Statement[] = [];
      const place = placeOf(this.CONSUME(OpenBrace));
      this.MANY(() => statements.push(this.SUBRULE(this.statement)));
      const closing = this.CONSUME(CloseBrace);
      return this.ACTION(() => {
        if (closing.isInsertedInRecovery) this.inventedBraces++;
        // Where recovery had to invent the brace, the block ends with what came last.
        return { place, statements, end: closing.image ? placeOf(closing) : this.lastPlace() };
      });
    },
    { recoveryValueFunc: () => this.noBlock() },
  );

  protected readonly statement: () => Statement = this.RULE(
    'statement',
    (): Statement => {
      this.ACTION(() => {
        this.nesting.startCounting();
        this.started = this.LA(1);
      });
      return this.OR<Statement>([
        { ALT: () => this.SUBRULE(this.wordStatement) },
        { ALT: () => this.SUBRULE(this.returnOrPrint) },
        { ALT: () => this.SUBRULE(this.ifStatement) },
        { ALT: () => this.SUBRULE(this.whileStatement) },
        { ALT: () => this.SUBRULE(this.blockStatement) },
        { ALT: () => this.SUBRULE(this.leaveOrRepeat) },
        { ALT: () => this.SUBRULE(this.emptyStatement) },
        { ALT: () => this.SUBRULE(this.loneValue) },
      ]);
    },
    {
      recoveryValueFunc: () => {
        // What begins no statement may be what recovery looks for: without a step it would be met for ever.
        if (this.LA(1) === this.started) this.SKIP_TOKEN();
        return this.nothing();
      },
    },
  );

  /** A call or an assignment: which, only the sign behind the word tells. */
  private readonly wordStatement = this.RULE(
    'wordStatement',
    (): Statement => {
      const word = this.SUBRULE(this.word);
      const { place } = word;
      const statement = this.OR<Statement>([
        {
          ALT: () => {
            const values = this.SUBRULE(this.argumentList);
            this.ACTION(() => this.note(place, noCall(word.name, this.LA(1))));
            const call = { kind: 'call', callee: word, arguments: values } as const;
            const tails = this.OPTION(() => this.SUBRULE(this.tails));
            return tails ? this.alone(place, call, tails) : { kind: 'call', place, call };
          },
        },
        {
          ALT: () => {
            const target = { kind: 'element', array: word, index: this.SUBRULE(this.index) } as const;
            return this.OR2<Statement>([
              { ALT: () => ({ kind: 'assign', place, target, ...this.SUBRULE(this.assigned) }) },
              { ALT: () => this.alone(place, target, this.SUBRULE2(this.tails)) },
            ]);
          },
        },
        {
          ALT: () => {
            const assigned = this.SUBRULE2(this.assigned);
            return { kind: 'assign', place, target: { kind: 'name', ...word }, ...assigned };
          },
        },
        { ALT: () => this.alone(place, { kind: 'name', ...word }, this.SUBRULE3(this.tails)) },
        {
          ALT: () => {
            this.ACTION(() => this.lostWords.push({ ...place, message: noStatement(word.name, this.LA(1)) }));
            return { kind: 'mistake', place };
          },
        },
      ]);
      this.SUBRULE(this.end);
      return statement;
    },
    this.recovery,
  );

  private readonly assigned = this.RULE(
    'assigned',
    (): Assigned => {
      const sign = this.CONSUME(AssignSign).image;
      const value = this.SUBRULE(this.expression);
      return sign === '=' ? { value } : { value, operator: sign.slice(0, -1) as CompoundOperator };
    },
    { recoveryValueFunc: () => ({ value: mistake }) },
  );

  private readonly returnOrPrint = this.RULE(
    'returnOrPrint',
    (): Statement => {
      const place = this.nextPlace();
      const kind = this.OR<'return' | 'print'>([
        { ALT: () => (this.CONSUME(Return), 'return') },
        { ALT: () => (this.CONSUME(Print), 'print') },
      ]);
      const value = this.SUBRULE(this.expression);
      this.SUBRULE(this.end);
      return { kind, place, value };
    },
    this.recovery,
  );

  private readonly ifStatement = this.RULE(
    'ifStatement',
    (): Statement => {
      const place = placeOf(this.CONSUME(If));
      const condition = this.SUBRULE(this.condition);
      const branches: Branch[] = [{ place, condition, body: this.body(1) }];
      this.MANY({
        // Both `else if` and the last `else` begin with the same word.
        MAX_LOOKAHEAD: 2,
        DEF: () => {
          this.CONSUME(Else);
          const next = placeOf(this.CONSUME2(If));
          branches.push({ place: next, condition: this.SUBRULE2(this.condition), body: this.body(2) });
        },
      });
      const otherwise = this.OPTION(() => {
        this.CONSUME2(Else);
        return this.body(3);
      });
      return { kind: 'if', place, branches, ...(otherwise ? { otherwise } : {}) };
    },
    this.recovery,
  );

  private readonly whileStatement = this.RULE(
    'whileStatement',
    (): Statement => {
      const place = placeOf(this.CONSUME(While));
      const condition = this.SUBRULE(this.condition);
      return { kind: 'while', place, condition, body: this.body(1) };
    },
    this.recovery,
  );

  private readonly blockStatement = this.nestedRule(
    'blockStatement',
    (): Statement => ({ kind: 'block', ...this.SUBRULE(this.block) }),
    this.recovery,
  );

  /**
   * What an `if`, an `else` or a `while` governs. No rule of its own, and no statement around a block: blocks in one
   * another take as little of the stack as can be.
   * @param occurrence counts the uses in one rule
   */
  private body(occurrence: number): Statement {
    this.nesting.enter(this.nextPlace);
    try {
      return this.or<Statement>(occurrence, {
        // A statement may be a block as well.
        IGNORE_AMBIGUITIES: true,
        DEF: [
          { ALT: () => ({ kind: 'block', ...this.subrule(occurrence, this.block) }) },
          { ALT: () => this.subrule(occurrence, this.statement) },
        ],
      });
    } finally {
      this.nesting.leave();
    }
  }

  private readonly condition = this.RULE(
    'condition',
    (): Expression => {
      this.ACTION(() => this.nesting.startCounting());
      this.CONSUME(OpenParenthesis);
      const condition = this.SUBRULE(this.expression);
      this.CONSUME(CloseParenthesis);
      return condition;
    },
    { recoveryValueFunc: () => mistake },
  );

  private readonly leaveOrRepeat = this.RULE(
    'leaveOrRepeat',
    (): Statement => {
      const place = this.nextPlace();
      const kind = this.OR<'break' | 'continue'>([
        { ALT: () => (this.CONSUME(Break), 'break') },
        { ALT: () => (this.CONSUME(Continue), 'continue') },
      ]);
      this.SUBRULE(this.end);
      return { kind, place };
    },
    this.recovery,
  );

  private readonly emptyStatement = this.RULE(
    'emptyStatement',
    (): Statement => {
      const place = placeOf(this.CONSUME(Semicolon));
      return { kind: 'block', place, statements: [], end: place };
    },
    this.recovery,
  );

  /** An integer is a whole program; another value that nothing happens to is a mistake. */
  private readonly loneValue = this.RULE(
    'loneValue',
    (): Statement => {
      const place = this.nextPlace();
      const first = this.OR<Expression>([
        { ALT: () => this.SUBRULE(this.signed) },
        { ALT: () => this.SUBRULE(this.integer) },
        { ALT: () => this.SUBRULE(this.parenthesized) },
      ]);
      const tails = this.OPTION(() => this.SUBRULE(this.tails)) ?? [];
      this.SUBRULE(this.end);
      return this.alone(place, first, tails);
    },
    this.recovery,
  );

  /** A missing `;` is no reason to lose the statement. */
  protected readonly end = this.RULE('end', (): void => {
    const semicolon = this.OPTION(() => this.CONSUME(Semicolon));
    this.ACTION(() => {
      const next = this.LA(1);
      if (semicolon || isAtEnd(next)) return;
      this.note(this.missingPlace(), langMessages.expected(langMessages.endOfStatement, describeToken(next)));
    });
  });

  /** What is missing is missing behind the last word, unless the next one follows on the same line. */
  private missingPlace(): Place {
    const last = this.lastPlace();
    const next = this.nextPlace();
    if (next.line === last.line) return next;
    return { line: last.line, column: last.endColumn, endColumn: last.endColumn + 1 };
  }

  private alone(place: Place, first: Expression, tails: readonly Tail[]): Statement {
    return this.ACTION(() => ({ kind: 'value', place, value: groupByPrecedence(first, tails) }));
  }

  protected note(place: Place, message: string | undefined): void {
    if (message !== undefined) this.found.push({ ...place, message });
  }

  protected noBlock(): BlockSyntax {
    return { place: this.lastPlace(), statements: [], end: this.lastPlace() };
  }

  private nothing(): Extract<Statement, { kind: 'mistake' }> {
    return { kind: 'mistake', place: this.lastPlace() };
  }
}

type Assigned = Pick<Extract<Statement, { kind: 'assign' }>, 'value' | 'operator'>;
type BlockSyntax = Omit<Extract<Statement, { kind: 'block' }>, 'kind'>;
