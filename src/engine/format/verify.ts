import { operationsOf } from '../isa/lookup';
import { bytecodeErrors } from './messages';
import { opByteOffset } from './byteOffsets';
import { wordsPerOp, type Program } from './program';

/**
 * Accepts a program or names what is wrong with it. Nothing runs, in either engine, that was not accepted here.
 * @throws BytecodeError that names the op and its byte
 */
export function verify(program: Program): void {
  const known = new Set<number>(operationsOf(program.version).map((operation) => operation.opcode));
  for (let opIndex = 0; opIndex < program.opCount; opIndex++) {
    const opcode = program.words[opIndex * wordsPerOp] ?? 0;
    if (!known.has(opcode)) {
      throw bytecodeErrors.unavailableOperand(opcode, opIndex, opByteOffset(program, opIndex));
    }
  }
}
