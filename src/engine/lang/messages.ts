/** Every message about a source file or an expression, said once. */
export const langMessages = {
  // What the parser finds.
  /** Nobody sees a character that has no picture of its own: it is named by its number. */
  unexpectedCharacter: (found: string) =>
    `${/[\p{C}\p{Z}]/u.test(found) ? codePointOf(found) : `'${found}'`} has no meaning here.`,
  openComment: "This comment has no end: '*/' is missing.",
  expected: (what: string, found: string) => `Expected ${what}, found ${found}.`,
  value: 'a value',
  statement: 'a statement',
  functionOrArray: 'a function, an array or a statement',
  name: 'a name',
  endOfStatement: "';'",
  endOfFile: 'the end of the file',
  endOfExpression: 'end of the expression',
  closesNothing: "This '}' closes nothing.",
  elseWithoutIf: "This 'else' belongs to no 'if'.",
  onlyAtTopLevel: (keyword: string) =>
    `'${keyword}' stands outside of functions and blocks only. Is a '}' missing above?`,
  noStatement: (name: string, meant: string | undefined) =>
    `'${name}' begins no statement${didYouMean(meant, '. ') || `: write '${name} = value;' or '${name}();'.`}`,
  noDeclaration: (name: string, variable: string) =>
    `'${name}' begins no statement. Variables are not declared: write '${variable} = value;'.`,
  nameWithDigit: (name: string) =>
    `'${name}' is neither an integer nor a name: a name cannot begin with a digit.`,
  noFor: "There is no 'for'. Write 'while (condition) { … }', and count in its block.",
  noDo: "There is no 'do'. Write 'while (1) { … }', and leave it with 'break;'.",
  noElif: (word: string) => `There is no '${word}'. Write 'else if (condition)'.`,
  noFunction: (word: string, name: string, isMain: boolean) =>
    `'${word}' begins no statement. A function begins with 'function'` +
    (isMain
      ? ", but 'main' needs none: the statements outside of functions are the program."
      : `: write 'function ${name}(…) { … }'.`),
  noSuchSign: (sign: string, meant: string) => `There is no '${sign}'. Write '${meant}'.`,
  noStep: (sign: string) =>
    `There is no '${sign}${sign}'. Write '${sign}= 1' instead, in a statement of its own.`,
  assignmentInCondition: "'=' assigns, and no condition does. Write '==' to compare.",
  valueAlone: 'A value alone does nothing. Return it, print it or assign it.',
  comparisonAlone: "A comparison alone does nothing. Did you mean '=', which assigns?",
  tooDeep: (limit: number) =>
    `This is nested more than ${limit} levels deep. Move some of it into a function.`,
  tooManyOperators: (limit: number) =>
    `This has more than ${limit.toLocaleString('en')} operators. Assign a part of it to a variable first.`,

  // What the checks find.
  doesNotFit: (found: string) =>
    `${found} does not fit into a signed 64-bit integer (-9223372036854775808 to 9223372036854775807).`,
  nameTooLong: (limit: number) => `A name has at most ${limit} characters.`,
  unknownVariable: (name: string, meant: string | undefined) =>
    `'${name}' is never assigned in this function.${didYouMean(meant, ' ')}`,
  variableOfMain: (name: string) =>
    `'${name}' is a variable of the program outside. A function sees its own variables, its parameters and the ` +
    'arrays only: pass it as an argument.',
  unknownFunction: (name: string, meant: string | undefined) =>
    `There is no function '${name}'.${didYouMean(meant, ' ')}`,
  unknownArray: (name: string, meant: string | undefined) =>
    `There is no array '${name}'.${didYouMean(meant, ' ') || ` Declare it: array ${name}[10];`}`,
  variableAsArray: (name: string) => `'${name}' is a variable and has no elements.`,
  arrayAsVariable: (name: string) => `'${name}' is an array. Write ${name}[index] for one of its cells.`,
  arrayAsFunction: (name: string) => `'${name}' is an array and cannot be called.`,
  nameOfFunction: (name: string) => `'${name}' is the name of a function. Choose another one.`,
  nameOfArray: (name: string) => `'${name}' is the name of an array. Choose another one.`,
  functionAsVariable: (name: string) => `'${name}' is a function. Call it: ${name}(…).`,
  functionAsArray: (name: string) => `'${name}' is a function and has no elements.`,
  argumentCount: (name: string, wanted: number, found: number) =>
    `'${name}' takes ${countOf(wanted, 'argument')}, not ${found}.`,
  duplicate: (name: string, line: number) => `'${name}' exists already, on line ${line}.`,
  duplicateParameter: (name: string) => `There is a parameter '${name}' already.`,
  mainIsTaken: "The statements outside of functions are the function 'main': choose another name.",
  outsideOfLoop: (keyword: string) => `'${keyword}' stands outside of a loop.`,
  lengthNotConstant:
    'The length of an array is a constant: an expression of integers, without variables or calls.',
  lengthDividesByZero: 'The length of an array cannot be worked out: it divides by zero.',
  lengthNotPositive: (length: bigint) => `An array has at least one cell, not ${length}.`,
  tooManyCells: (limit: number) => `All arrays together have at most ${limit.toLocaleString('en')} cells.`,
  tooManyRegisters: (limit: number) =>
    `This function needs more than ${limit.toLocaleString('en')} registers. Use an array, or fewer variables.`,

  defect: (reason: string) =>
    `This is a defect of langvm and not of this text. Please report it with the text. (${reason})`,

  // What the debugger says of expressions.
  unexpected: (found: string) =>
    `Unexpected ${found}. Write an expression such as (n + 1) * 2, or name = value.`,
  noSuchFormat: (format: string) => `There is no format ',${format}': ,x shows hexadecimal and ,d decimal.`,
  notKnownHere: (name: string) => `'${name}' is not known here.`,
  divisionByZero: 'Division by zero.',
  noArrayHere: (name: string) => `There is no array '${name}'.`,
  noCallsHere: (name: string) => `The debugger calls no functions: ${name}() would run the program.`,
  notAssignable: 'Only a variable or a cell of an array can be assigned to.',
  notUnderstood: 'This is no expression.',
} as const;

function didYouMean(meant: string | undefined, before: string): string {
  return meant === undefined ? '' : `${before}Did you mean '${meant}'?`;
}

const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
