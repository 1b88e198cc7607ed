import type { FormatVersion } from '../isa/operations';
import { BytecodeError } from './bytecodeError';
import { opSizeOf } from './byteOffsets';
import type { FileLayout } from './fileLayout';
import type { Flaw, FlawPlace } from './flaws';
import { isName } from './names';
import type { Program } from './program';
import { entrySizes } from './version3Layout';

/**
 * A flaw as an error about a file.
 * @param subject what the sentence calls the place
 * @param byteOffset where in the file that is, where there is a file
 */
export function errorOf(flaw: Flaw, subject: string, byteOffset?: number): BytecodeError {
  const { problem, place, summary, detail } = flaw;
  const where = byteOffset === undefined ? subject : `${subject} at byte ${byteOffset}`;
  const opIndex = place.part === 'op' ? place.index : undefined;
  return new BytecodeError(problem, `${summary}: ${where} ${detail}.`, byteOffset, opIndex);
}

/** What an error calls the place of a flaw: `op 3`, `function 1 (fib)`. */
export function subjectOf({ part, index }: FlawPlace, program: Program): string {
  if (part === 'program') return 'the program';
  if (part === 'line') return 'the table of lines';
  const name = nameOf(part, index, program);
  return name === undefined || !isName(name) ? `${part} ${index}` : `${part} ${index} (${name})`;
}

function nameOf(part: FlawPlace['part'], index: number, program: Program): string | undefined {
  if (part === 'function') return program.functions[index]?.name;
  if (part === 'array') return program.arrays[index]?.name;
  return part === 'variable' ? program.debug?.variables[index]?.name : undefined;
}

/** Where in a file the place of a flaw is. Unit: bytes. */
export function offsetOf({ part, index }: FlawPlace, version: FormatVersion, layout: FileLayout): number {
  switch (part) {
    case 'program':
      return layout.functions;
    case 'op':
      return layout.ops + index * opSizeOf(version);
    case 'function':
      return layout.functions + index * entrySizes.functions;
    case 'constant':
      return layout.constants + index * entrySizes.constants;
    case 'array':
      return layout.arrays + index * entrySizes.arrays;
    case 'line':
      return layout.lines;
    case 'variable':
      return layout.variables + index * entrySizes.variables;
  }
}
