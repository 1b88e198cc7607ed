/** Every message about a source file, said once. */
export const langMessages = {
  unexpectedCharacter: (found: string) => `'${found}' has no meaning here.`,
  expectedStatement: (found: string) => `Expected 'return' and an integer, found ${found}.`,
  expectedInteger: (found: string) => `Expected an integer, found ${found}.`,
  expectedEnd: (found: string) =>
    `Expected the end of the program, found ${found}. A program is one 'return'.`,
  doesNotFit: (found: string) =>
    `${found} does not fit into a signed 64-bit integer (-9223372036854775808 to 9223372036854775807).`,
  unexpected: (found: string) =>
    `Unexpected ${found}. Write an expression such as result + 1, or name = value.`,
  endOfExpression: 'the end of the expression',
  endOfFile: 'the end of the file',
} as const;
