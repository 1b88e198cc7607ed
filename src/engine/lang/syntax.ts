import type { CallExpression, Expression } from './expression';
import type { CompoundOperator } from './operators';
import type { Name, Place } from './place';

/** What an assignment can change: a variable, or a cell of an array. */
export type Target = Extract<Expression, { kind: 'name' | 'element' }>;

/** A statement. Its place is that of its first word or sign. */
export type Statement = { readonly place: Place } & (
  | {
      readonly kind: 'assign';
      readonly target: Target;
      /** The `+` of `+=`. */
      readonly operator?: CompoundOperator;
      readonly value: Expression;
    }
  | { readonly kind: 'call'; readonly call: CallExpression }
  | { readonly kind: 'return' | 'print'; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise?: Statement }
  | { readonly kind: 'while'; readonly condition: Expression; readonly body: Statement }
  | { readonly kind: 'break' | 'continue' }
  | { readonly kind: 'block'; readonly statements: readonly Statement[]; readonly end: Place }
  /** An integer that stands alone: a whole program, but no statement of a longer one. */
  | { readonly kind: 'value'; readonly value: Expression }
  /** What could not be understood; the parser said so. */
  | { readonly kind: 'mistake' }
);

/** `if (condition) body`, or the same behind an `else`; the place is that of the `if`. */
export interface Branch {
  readonly place: Place;
  readonly condition: Expression;
  readonly body: Statement;
}

export interface FunctionSyntax {
  /** The word `function`. */
  readonly place: Place;
  readonly name: Name;
  readonly parameters: readonly Name[];
  readonly statements: readonly Statement[];
  /** The closing brace. */
  readonly end: Place;
}

export interface ArraySyntax {
  /** The word `array`. */
  readonly place: Place;
  readonly name: Name;
  readonly length: Expression;
}

/** A source text, understood as far as it could be. */
export interface SourceSyntax {
  readonly functions: readonly FunctionSyntax[];
  readonly arrays: readonly ArraySyntax[];
  /** What stands outside of functions: the function `main`. */
  readonly statements: readonly Statement[];
  /** The last word or sign. */
  readonly end: Place;
}
