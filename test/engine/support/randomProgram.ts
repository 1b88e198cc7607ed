import fc from 'fast-check';
import type {
  ArrayDefinition,
  Constant,
  FunctionDefinition,
  Program,
} from '../../../src/engine/format/program';
import { noBytes, wordsPerOp } from '../../../src/engine/format/program';
import { choicesOfList, choicesOfSeed, pick, rarely, type Choose } from './choices';
import { randomDebugInformation } from './randomDebug';
import { FunctionWriter, type OpRecord } from './functionWriter';
import { randomBody } from './randomBody';
import { ConstantTable } from './constantTable';

/** What a function looks like from outside; its ops come later, so that it can be called by any. */
export type Signature = Pick<FunctionDefinition, 'name' | 'parameterCount' | 'registerCount'>;

/**
 * A program of version 3 that the verifier accepts: loops, calls, recursion, arrays, output and now and then a trap.
 * Most end within some thousand ops; some never do, so that every run needs a budget.
 * @param seed the same seed gives the same program
 */
export const randomProgram = (seed: number): Program => generate(choicesOfSeed(seed));

/** The same for fast-check, which then finds a small program that shows the fault. */
export const anyVersion3Program: fc.Arbitrary<Program> = fc
  .array(fc.nat({ max: 2 ** 32 - 1 }), { minLength: 20, maxLength: 700, size: 'max' })
  .map((list) => generate(choicesOfList(list)));

function generate(choose: Choose): Program {
  const signatures = randomSignatures(choose);
  const arrays = randomArrays(choose);
  const constants = new ConstantTable();
  const ops: OpRecord[] = [];
  const functions = signatures.map((signature, functionIndex): FunctionDefinition => {
    const writer = new FunctionWriter(ops.length);
    randomBody({ choose, signatures, functionIndex, arrays, constants, writer });
    ops.push(...writer.finish());
    return { ...signature, firstOp: writer.firstOp, opCount: ops.length - writer.firstOp };
  });
  const words = new Uint32Array(ops.length * wordsPerOp);
  ops.forEach(([opcode, a, b, r], index) => words.set([opcode, a, b, r], index * wordsPerOp));
  const program: Program = {
    version: 3,
    words,
    opCount: ops.length,
    functions,
    constants: constants.all.map((constant) => randomType(choose, constant)),
    arrays,
    trailing: noBytes,
    unknownSections: [],
  };
  return rarely(choose, 2) ? { ...program, debug: randomDebugInformation(choose, program) } : program;
}

function randomSignatures(choose: Choose): Signature[] {
  const names = ['main', 'fib', 'swap', '_', 'Z9'].slice(0, 1 + choose(5));
  return names.map((name, index) => {
    const parameterCount = index === 0 ? 0 : choose(4);
    const spare = rarely(choose, 25) ? choose(65_000) : rarely(choose, 8) ? choose(3) : 2 + choose(8);
    return { name, parameterCount, registerCount: Math.max(1, parameterCount + spare) };
  });
}

function randomArrays(choose: Choose): ArrayDefinition[] {
  const names = ['cells', 'a', 'b_2'].slice(0, choose(4));
  return names.map((name) => ({ name, length: rarely(choose, 30) ? 70_000 : pick(choose, [8, 1, 5, 16]) }));
}

/** LOAD_CONST takes the 64 bits of a constant whatever its type is. */
const randomType = (choose: Choose, constant: Constant): Constant =>
  rarely(choose, 8) ? { ...constant, type: 'double' } : constant;
