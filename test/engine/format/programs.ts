import fc from 'fast-check';
import {
  constantTypes,
  noBytes,
  plainProgram,
  wholeProgram,
  wordsPerOp,
  type Constant,
  type DebugInformation,
  type FunctionDefinition,
  type Program,
} from '../../../src/engine/format/program';
import { operationsOf } from '../../../src/engine/isa/lookup';
import type { NamedOperation } from '../../../src/engine/isa/lookup';
import type { Operand } from '../../../src/engine/isa/operations';

/**
 * Programs of versions 2 and 3 that the verifier accepts, whether or not they would ever end: for what reads and writes
 * them, not for what runs them.
 */

const word = fc.nat(0xffff_ffff);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
/** Bits whose double is a number that people write, next to any bits at all. */
const doubleBits = fc.double().map((value) => new BigInt64Array(new Float64Array([value]).buffer)[0] ?? 0n);

export const anyConstant: fc.Arbitrary<Constant> = fc.record(
  {
    type: fc.constantFrom(...constantTypes),
    bits: fc.oneof(int64, doubleBits, fc.bigInt(-3n, 3n)),
    padding: fc.oneof(fc.constant(0), word),
  },
  { noNullPrototype: true },
);

const identifier = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,11}$/);
const distinctNames = (count: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(identifier, { minLength: count, maxLength: count });

/** Unused words of a record: nearly always 0, but a file may say anything. */
const unusedWord = fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, { arbitrary: word, weight: 1 });

/** What an operand may be, below which number: undefined where nothing is left to choose from. */
type Limits = Readonly<Record<'register' | 'constant' | 'function' | 'array', number>>;

function fits({ operands }: NamedOperation, limits: Limits): boolean {
  return operands.every(({ kind }) => {
    if (kind === 'source' || kind === 'destination') return limits.register > 0;
    return kind === 'constant' || kind === 'array' ? limits[kind] > 0 : true;
  });
}

const index = (count: number): fc.Arbitrary<number> => fc.nat(Math.max(0, count - 1));

function record(
  operation: NamedOperation,
  operand: (operand: Operand) => fc.Arbitrary<number>,
): fc.Arbitrary<number[]> {
  const slot = (name: 'a' | 'b' | 'r'): fc.Arbitrary<number> => {
    const found = operation.operands.find((each) => each.slot === name);
    return found ? operand(found) : unusedWord;
  };
  return fc.tuple(fc.constant(operation.opcode), slot('a'), slot('b'), slot('r')).map((words) => [...words]);
}

export const anyVersion2: fc.Arbitrary<Program> = fc
  .record({
    registerCount: fc.nat(9),
    constants: fc.array(anyConstant, { maxLength: 5 }),
    trailing: fc.oneof(fc.constant(noBytes), fc.uint8Array({ maxLength: 9 })),
  })
  .chain(({ registerCount, constants, trailing }) => {
    const limits = { register: registerCount, constant: constants.length, function: 1, array: 0 };
    const rows = operationsOf(2).filter((row) => fits(row, limits));
    const op = (row: NamedOperation): fc.Arbitrary<number[]> =>
      record(row, ({ kind }) => index(kind === 'constant' ? limits.constant : limits.register));
    const ops =
      rows.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...rows).chain(op), { maxLength: 20 });
    return ops.map((records): Program => ({
      ...plainProgram,
      version: 2,
      words: Uint32Array.from(records.flat()),
      opCount: records.length,
      functions: [wholeProgram(records.length, registerCount)],
      constants,
      trailing,
    }));
  });

interface Shape {
  readonly functions: readonly FunctionDefinition[];
  readonly limits: Omit<Limits, 'register'>;
}

/** The records of one function: any ops, then RETURN or JUMP. */
function opsOf({ functions, limits }: Shape, definition: FunctionDefinition): fc.Arbitrary<number[][]> {
  const { firstOp, opCount, registerCount } = definition;
  const rows = operationsOf(3).filter((row) => fits(row, { ...limits, register: registerCount }));
  const callable = functions
    .map(({ parameterCount }, functionIndex) => ({ parameterCount, functionIndex }))
    .filter(({ parameterCount }) => parameterCount <= registerCount);
  const op = (row: NamedOperation): fc.Arbitrary<number[]> =>
    row.name === 'CALL'
      ? fc.constantFrom(...callable).chain(({ parameterCount, functionIndex }) =>
          record(row, ({ kind }) => {
            if (kind === 'function') return fc.constant(functionIndex);
            return kind === 'arguments' ? fc.nat(registerCount - parameterCount) : index(registerCount);
          }),
        )
      : record(row, ({ kind }) => {
          if (kind === 'target') return fc.integer({ min: firstOp, max: firstOp + opCount - 1 });
          return index(kind === 'constant' || kind === 'array' ? limits[kind] : registerCount);
        });
  const last = fc.constantFrom(...rows.filter(({ name }) => name === 'RETURN' || name === 'JUMP')).chain(op);
  const others = fc.array(fc.constantFrom(...rows).chain(op), {
    minLength: opCount - 1,
    maxLength: opCount - 1,
  });
  return fc.tuple(others, last).map(([before, end]) => [...before, end]);
}

function debugOf({ functions }: Shape, opCount: number): fc.Arbitrary<DebugInformation> {
  const perOp = fc.uint32Array({ minLength: opCount, maxLength: opCount });
  const variable = fc.nat(functions.length - 1).chain((functionIndex) => {
    const { firstOp, opCount: count, registerCount, parameterCount } = functions[functionIndex]!;
    return fc
      .record({
        name: identifier,
        register: index(registerCount),
        isParameter: fc.boolean(),
        range: fc.tuple(fc.nat(count), fc.nat(count)),
      })
      .map(({ name, register, isParameter, range: [one, other] }) => ({
        name,
        functionIndex,
        register,
        isParameter: isParameter && register < parameterCount,
        firstOp: firstOp + Math.min(one, other),
        endOp: firstOp + Math.max(one, other),
      }));
  });
  const withRegisters = functions.every(({ registerCount }) => registerCount > 0);
  return fc.record(
    {
      sourcePath: fc.string({ unit: 'grapheme' }),
      lines: perOp,
      columns: perOp,
      variables: withRegisters ? fc.array(variable, { maxLength: 6 }) : fc.constant([]),
    },
    { noNullPrototype: true },
  );
}

/** Sections of kinds that do not exist yet. */
const unknownSections = fc.uniqueArray(
  fc.record(
    { kind: fc.integer({ min: 100, max: 0xffff_ffff }), content: fc.uint8Array({ maxLength: 20 }) },
    { noNullPrototype: true },
  ),
  { maxLength: 3, selector: ({ kind }) => kind },
);

export const anyVersion3: fc.Arbitrary<Program> = fc
  .record({
    sizes: fc.array(
      fc.record({ opCount: fc.integer({ min: 1, max: 8 }), registers: fc.nat(6), parameters: fc.nat(3) }),
      { minLength: 1, maxLength: 4 },
    ),
    constants: fc.array(anyConstant, { maxLength: 4 }),
    lengths: fc.array(fc.nat(50), { maxLength: 3 }),
    unknown: unknownSections,
    hasDebug: fc.boolean(),
  })
  .chain((parts) =>
    fc.tuple(fc.constant(parts), distinctNames(parts.sizes.length), distinctNames(parts.lengths.length)),
  )
  .chain(([{ sizes, constants, lengths, unknown, hasDebug }, names, arrayNames]) => {
    let firstOp = 0;
    const functions = sizes.map(({ opCount, registers, parameters }, at): FunctionDefinition => {
      const parameterCount = at === 0 ? 0 : parameters;
      firstOp += opCount;
      return {
        name: names[at] ?? '',
        firstOp: firstOp - opCount,
        opCount,
        parameterCount,
        registerCount: parameterCount + registers,
      };
    });
    const shape: Shape = {
      functions,
      limits: { constant: constants.length, function: functions.length, array: lengths.length },
    };
    return fc
      .tuple(
        fc.tuple(...functions.map((definition) => opsOf(shape, definition))),
        hasDebug ? debugOf(shape, firstOp) : fc.constant(undefined),
      )
      .map(([records, debug]): Program => ({
        version: 3,
        words: Uint32Array.from(records.flat(2)),
        opCount: firstOp,
        functions,
        constants,
        arrays: lengths.map((length, at) => ({ name: arrayNames[at] ?? '', length })),
        trailing: noBytes,
        unknownSections: unknown,
        ...(debug ? { debug } : {}),
      }));
  });

/** How many words a record has, for tests that change one. */
export const recordWords = wordsPerOp;
