export type UnaryOperator = '-' | '+' | '~' | '!';

/** Binary operators from the loosest to the tightest; those of one row bind alike, from the left. As in C. */
export const binaryOperatorLevels = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
] as const;

export type BinaryOperator = (typeof binaryOperatorLevels)[number][number];

/** The operators that may stand before `=`, as in `sum += 1`. */
export const compoundOperators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '<<',
  '>>',
] as const satisfies readonly BinaryOperator[];

export type CompoundOperator = (typeof compoundOperators)[number];
