import { EOF, type IToken } from 'chevrotain';
import type { Expression } from './expression';
import { ExpressionGrammar, mistake, nameless } from './expressionGrammar';
import type { LangProblem } from './langError';
import { langMessages } from './messages';
import { noCall, noStatement } from './noStatement';
import type { CompoundOperator } from './operators';
import { placeOf, type Name, type Place } from './place';
import { describeToken, isAtEnd, syntaxMessages } from './syntaxMessages';
import type { ArraySyntax, Branch, FunctionSyntax, SourceSyntax, Statement } from './syntax';
import {
  ArrayWord,
  AssignSign,
  Break,
  CloseBrace,
  CloseBracket,
  CloseParenthesis,
  Comma,
  Continue,
  Else,
  Function,
  If,
  OpenBrace,
  OpenBracket,
  OpenParenthesis,
  Print,
  Return,
  Semicolon,
  While,
} from './tokens';

/**
 *     source     ::= { function | array | statement }
 *     function   ::= "function" name "(" [ name { "," name } ] ")" "{" { statement } "}"
 *     array      ::= "array" name "[" expression "]" end
 *     statement  ::= target ( "=" | "+=" | … ) expression end | call end | "return" expression end | "print" expression end
 *                  | "if" condition statement { "else" "if" condition statement } [ "else" statement ]
 *                  | "while" condition statement | "break" end | "continue" end | "{" { statement } "}" | ";"
 *     target     ::= name | name "[" expression "]"
 *     condition  ::= "(" expression ")"
 *     end        ::= ";", which may be missing before "}" and the end of the file
 */
class SourceGrammar extends ExpressionGrammar {
  private readonly recovery = { recoveryValueFunc: () => this.nothing() };

  /** Mistakes that the grammar lets pass, so that what follows is understood. */
  readonly found: LangProblem[] = [];
  private started: IToken | undefined;

  constructor() {
    super(syntaxMessages);
    this.performSelfAnalysis();
  }

  readonly source = this.RULE('source', (): SourceSyntax => {
    const functions: FunctionSyntax[] = [];
    const arrays: ArraySyntax[] = [];
    const statements: Statement[] = [];
    this.MANY(() =>
      this.OR([
        { ALT: () => functions.push(this.SUBRULE(this.functionDeclaration)) },
        { ALT: () => arrays.push(this.SUBRULE(this.arrayDeclaration)) },
        { ALT: () => statements.push(this.SUBRULE(this.statement)) },
      ]),
    );
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

  private readonly block = this.RULE(
    'block',
    (): BlockSyntax => {
      const statements: Statement[] = [];
      const place = placeOf(this.CONSUME(OpenBrace));
      this.MANY(() => statements.push(this.SUBRULE(this.statement)));
      const closing = this.CONSUME(CloseBrace);
      // Where recovery had to invent the brace, the block ends with what came last.
      return {
        place,
        statements,
        end: this.ACTION(() => (closing.image ? placeOf(closing) : this.lastPlace())),
      };
    },
    { recoveryValueFunc: () => this.noBlock() },
  );

  private readonly statement: () => Statement = this.RULE(
    'statement',
    (): Statement => {
      this.ACTION(() => {
        this.nesting.startCounting();
        this.started = this.LA(1);
      });
      return this.nesting.within(this.nextPlace, () =>
        this.OR<Statement>([
          { ALT: () => this.SUBRULE(this.wordStatement) },
          { ALT: () => this.SUBRULE(this.returnOrPrint) },
          { ALT: () => this.SUBRULE(this.ifStatement) },
          { ALT: () => this.SUBRULE(this.whileStatement) },
          { ALT: () => ({ kind: 'block', ...this.SUBRULE(this.block) }) },
          { ALT: () => this.SUBRULE(this.leaveOrRepeat) },
          { ALT: () => this.SUBRULE(this.emptyStatement) },
          { ALT: () => this.SUBRULE(this.loneValue) },
        ]),
      );
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
            return { kind: 'call', place, call: { kind: 'call', callee: word, arguments: values } };
          },
        },
        {
          ALT: () => {
            const index = this.SUBRULE(this.index);
            const assigned = this.SUBRULE(this.assigned);
            return { kind: 'assign', place, target: { kind: 'element', array: word, index }, ...assigned };
          },
        },
        {
          ALT: () => {
            const assigned = this.SUBRULE2(this.assigned);
            return this.ACTION(() => ({
              kind: 'assign',
              place,
              target: { kind: 'name', ...word },
              ...assigned,
            }));
          },
        },
        {
          ALT: () => {
            this.ACTION(() => this.note(place, noStatement(word.name, this.LA(1))));
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
      const branches = [this.SUBRULE(this.branch)];
      this.MANY({
        // Both `else if` and the last `else` begin with the same word.
        MAX_LOOKAHEAD: 2,
        DEF: () => {
          this.CONSUME(Else);
          branches.push(this.SUBRULE2(this.branch));
        },
      });
      const otherwise = this.OPTION(() => {
        this.CONSUME2(Else);
        return this.SUBRULE(this.statement);
      });
      const place = branches[0]?.place ?? this.lastPlace();
      return { kind: 'if', place, branches, ...(otherwise ? { otherwise } : {}) };
    },
    this.recovery,
  );

  private readonly branch = this.RULE(
    'branch',
    (): Branch => {
      const place = placeOf(this.CONSUME(If));
      const condition = this.SUBRULE(this.condition);
      return { place, condition, body: this.SUBRULE(this.statement) };
    },
    { recoveryValueFunc: () => ({ ...this.nothing(), condition: mistake, body: this.nothing() }) },
  );

  private readonly whileStatement = this.RULE(
    'whileStatement',
    (): Statement => {
      const place = placeOf(this.CONSUME(While));
      const condition = this.SUBRULE(this.condition);
      return { kind: 'while', place, condition, body: this.SUBRULE(this.statement) };
    },
    this.recovery,
  );

  private readonly condition = this.RULE(
    'condition',
    (): Expression => {
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

  /** An integer is a whole program; another value that nothing happens to is a mistake, which the checks report. */
  private readonly loneValue = this.RULE(
    'loneValue',
    (): Statement => {
      const place = this.nextPlace();
      const value = this.OR<Expression>([
        { ALT: () => this.SUBRULE(this.signed) },
        { ALT: () => this.SUBRULE(this.integer) },
        { ALT: () => this.SUBRULE(this.parenthesized) },
      ]);
      this.SUBRULE(this.end);
      return { kind: 'value', place, value };
    },
    this.recovery,
  );

  /** A missing `;` is no reason to lose the statement. */
  private readonly end = this.RULE('end', (): void => {
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

  private note(place: Place, message: string | undefined): void {
    if (message !== undefined) this.found.push({ ...place, message });
  }

  private noBlock(): BlockSyntax {
    return { place: this.lastPlace(), statements: [], end: this.lastPlace() };
  }

  private nothing(): Extract<Statement, { kind: 'mistake' }> {
    return { kind: 'mistake', place: this.lastPlace() };
  }
}

type Assigned = Pick<Extract<Statement, { kind: 'assign' }>, 'value' | 'operator'>;
type BlockSyntax = Omit<Extract<Statement, { kind: 'block' }>, 'kind'>;

export const sourceGrammar = new SourceGrammar();
