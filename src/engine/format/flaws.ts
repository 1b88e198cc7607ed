import type { BytecodeProblem } from './bytecodeError';
import type { FormatVersion } from '../isa/operations';
import {
  largestCellCount,
  largestOnlyWindow,
  largestWindow,
  longestName,
  longestPath,
  stackWords,
} from './limits';

/** The entry of which table is wrong; `program` where it is about the whole. */
export interface FlawPlace {
  readonly part: 'program' | 'op' | 'function' | 'constant' | 'array' | 'line' | 'variable';
  readonly index: number;
  /** Which operand of the op, by its name, where it is about one. */
  readonly operand?: string;
}

/**
 * Something that the verifier does not accept. The sentence has a gap where its subject goes, since a file calls it "op 3
 * at byte 52" and a listing "this op": `${summary}: ${subject} ${detail}.`
 */
export interface Flaw {
  readonly problem: BytecodeProblem;
  readonly place: FlawPlace;
  readonly summary: string;
  readonly detail: string;
}

const flaw = (
  problem: BytecodeProblem,
  part: FlawPlace['part'],
  index: number,
  summary: string,
  detail: string,
): Flaw => ({ problem, place: { part, index }, summary, detail });

const badOperand = (index: number, operand: string, summary: string, detail: string): Flaw => ({
  problem: 'badOperand',
  place: { part: 'op', index, operand },
  summary,
  detail,
});

const badFunction = (index: number, summary: string, detail: string): Flaw =>
  flaw('badFunction', 'function', index, summary, detail);

/** Every flaw, said once. */
export const flaws = {
  unavailableOperand: (opIndex: number, opcode: number, version: FormatVersion) =>
    flaw(
      'unavailableOperand',
      'op',
      opIndex,
      `Unavailable operand ${opcode}`,
      `is no operation of version ${version}`,
    ),

  registerOutOfRange: (opIndex: number, operand: string, register: number, count: number) =>
    badOperand(
      opIndex,
      operand,
      'Register out of range',
      `has register ${register} as its operand ${operand}, but its function has ${count}`,
    ),

  indexOutOfRange: (opIndex: number, operand: string, kind: string, index: number, count: number) =>
    badOperand(
      opIndex,
      operand,
      `${upperFirst(kind)} out of range`,
      `has ${kind} ${index} as its operand ${operand}, but the program has ${count}`,
    ),

  targetOutOfFunction: (opIndex: number, operand: string, target: number, firstOp: number, lastOp: number) =>
    badOperand(
      opIndex,
      operand,
      'Jump out of the function',
      `jumps to op ${target}, but its function has the ops ${firstOp} to ${lastOp}`,
    ),

  argumentsOutOfRange: (
    opIndex: number,
    operand: string,
    first: number,
    parameterCount: number,
    count: number,
  ) =>
    badOperand(
      opIndex,
      operand,
      'Arguments out of range',
      `calls with ${parameterCount} registers from ${first} on, but its function has ${count}`,
    ),

  noFunction: () =>
    flaw('badFunction', 'program', 0, 'No function', 'has none, and begins with the first: add one'),

  oneFunction: (version: FormatVersion, count: number) =>
    flaw(
      'badFunction',
      'program',
      0,
      'One function',
      `has ${count} functions where version ${version} has one, with all ops, without parameters`,
    ),

  notTiled: (index: number, firstOp: number, awaited: number) =>
    badFunction(
      index,
      'Functions out of order',
      `begins at op ${firstOp} where op ${awaited} is the next: functions follow one another without gaps`,
    ),

  emptyFunction: (index: number) =>
    badFunction(index, 'Empty function', 'has no op: end it with RETURN or JUMP'),

  tooFewOps: (index: number, endOp: number, opCount: number) =>
    badFunction(index, 'Op count', `ends with op ${endOp - 1}, but the program has ${opCount} ops`),

  opsBehindLast: (index: number, endOp: number, opCount: number) =>
    badFunction(
      index,
      'Ops without a function',
      `is the last and ends before op ${endOp}, but the program has ${opCount} ops`,
    ),

  fallsOffEnd: (opIndex: number) =>
    flaw(
      'badFunction',
      'op',
      opIndex,
      'No end of the function',
      'is the last of its function: that must be RETURN or JUMP, so that nothing runs on into the next',
    ),

  entryHasParameters: (index: number, count: number) =>
    badFunction(index, 'Parameters of the first function', `has ${count}, but nobody calls it with any`),

  moreParametersThanRegisters: (index: number, parameters: number, registers: number) =>
    badFunction(
      index,
      'More parameters than registers',
      `has ${parameters} parameters, which are its first registers, but only ${registers} registers`,
    ),

  tooManyRegisters: (index: number, count: number | bigint) =>
    badFunction(index, 'Too many registers', `has ${count}; a function may have ${largestWindow}`),

  windowLargerThanStack: (index: number, count: number | bigint) =>
    badFunction(
      index,
      'Too many registers',
      `asks for ${count}, but the stack of ${stackWords} words holds no more than ${largestOnlyWindow}`,
    ),

  tooManyCells: (index: number, count: number) =>
    flaw(
      'badArray',
      'array',
      index,
      'Too many cells',
      `brings the cells of all arrays to ${count}; a program may have ${largestCellCount}`,
    ),

  badName: (part: FlawPlace['part'], index: number, name: string) =>
    flaw(
      'badName',
      part,
      index,
      'Bad name',
      `is called ${JSON.stringify(name)}: a name has letters, digits and _, does not begin with a digit, ` +
        `and has at most ${longestName} characters`,
    ),

  duplicateName: (part: FlawPlace['part'], index: number, name: string, other: number) =>
    flaw('badName', part, index, 'Duplicate name', `is called ${name}, and so is ${part} ${other}`),

  linesOfOtherCount: (found: number, opCount: number) =>
    badDebug('line', 0, `has ${found} entries for ${opCount} ops: there must be one for each`),

  pathTooLong: (length: number) =>
    badDebug('line', 0, `has a path of ${length} bytes; it may have ${longestPath}`),

  variableOfNoFunction: (index: number, functionIndex: number, count: number) =>
    badDebug(
      'variable',
      index,
      `belongs to function ${functionIndex}, but the program has ${count} functions`,
    ),

  variableOfNoRegister: (index: number, register: number, count: number) =>
    badDebug('variable', index, `lives in register ${register}, but its function has ${count}`),

  variableOfOtherOps: (index: number, firstOp: number, endOp: number, functionFirst: number, end: number) =>
    badDebug(
      'variable',
      index,
      `is known from op ${firstOp} to ${endOp}, but its function has the ops from ${functionFirst} to ${end}`,
    ),

  parameterOfNoArgument: (index: number, register: number, count: number) =>
    badDebug(
      'variable',
      index,
      `is a parameter in register ${register}, but its function has ${count} parameters`,
    ),
} as const;

function badDebug(part: FlawPlace['part'], index: number, detail: string): Flaw {
  return flaw('badDebugInformation', part, index, 'Bad debug information', detail);
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
