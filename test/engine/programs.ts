import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { programOfReturns, type Program } from '../../src/engine/format/program';

const folder = path.resolve(__dirname, '../fixtures/vectors');

/** What the reference machine was seen to do with a file. See test/fixtures/vectors/README.md. */
export interface Vector {
  readonly file: string;
  readonly version: number;
  readonly interpreter: { readonly exit: number; readonly result: string | null; readonly stderr: string };
  readonly jit?: Vector['interpreter'];
  readonly machineCode?: string;
}

/** The vectors of one version of the format. */
export function vectorsOf(version: number): readonly Vector[] {
  const all = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Vector[];
  return all.filter((vector) => vector.version === version);
}

export const readVector = (file: string): Uint8Array => readFileSync(path.join(folder, file));

export const anyInt64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

/** Any program of version 1. */
export const anyProgram: fc.Arbitrary<Program> = fc.array(anyInt64, { maxLength: 50 }).map(programOfReturns);
