import fc from 'fast-check';
import type { Program } from '../../../src/engine/format/program';
import { anyInt64 } from '../programs';
import { programOf, type WrittenOp } from './programOf';

const registerCount = 6;

const register = fc.nat(registerCount - 1);
const words = fc.record({ a: register, b: register, r: register });

/** Any program of version 2 that the verifier accepts; some have no op, some no RETURN. */
export const anyVersion2Program: fc.Arbitrary<Program> = fc
  .array(anyInt64, { minLength: 1, maxLength: 5 })
  .chain((constants) => {
    const load = fc.record({ a: fc.nat(constants.length - 1), r: register });
    const op = fc.oneof(
      { weight: 3, arbitrary: load.map((at): WrittenOp => ['LOAD_CONST', at]) },
      { weight: 1, arbitrary: fc.record({ r: register }).map((at): WrittenOp => ['RETURN', at]) },
      {
        weight: 8,
        arbitrary: fc
          .tuple(fc.constantFrom('ADD', 'SUB', 'MUL'), words)
          .map(([name, at]): WrittenOp => [name, at]),
      },
    );
    return fc
      .array(op, { maxLength: 40 })
      .map((ops) => programOf({ version: 2, registerCount, constants, ops }));
  });
