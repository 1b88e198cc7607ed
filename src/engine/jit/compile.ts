import { operationsOf } from '../isa/lookup';
import { wordsPerOp, type Program } from '../format/program';
import { CodeBuffer } from './codeBuffer';
import type { MachineCode } from './machineCode';
import { defaultResult, epilogue, prologue, templates, type Template } from './templates';

/** Room for one op at first; the buffer grows where it is not enough. Unit: bytes. */
const expectedOpSize = 10;

/**
 * Compiles a verified program to machine code to be called as `int64_t (*)(void)` under the System V ABI. Version 1
 * gives the bytes of the reference: 6 + 10 n.
 */
export function compile(program: Program): MachineCode {
  const { words, opCount } = program;
  const templateOf = templatesByOpcode(program);
  const code = new CodeBuffer(16 + opCount * expectedOpSize);
  const opOffsets = new Uint32Array(opCount + 1);

  prologue(code);
  if (opCount === 0) defaultResult(code);
  const prologueEnd = code.length;
  for (let opIndex = 0, at = 0; opIndex < opCount; opIndex++, at += wordsPerOp) {
    opOffsets[opIndex] = code.length;
    const template = templateOf[words[at] ?? 0];
    template?.(code, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0);
  }
  opOffsets[opCount] = code.length;
  const epilogueStart = code.length;
  epilogue(code);

  return {
    bytes: code.finish(),
    opOffsets,
    prologue: { start: 0, end: prologueEnd },
    epilogue: { start: epilogueStart, end: code.length },
  };
}

function templatesByOpcode(program: Program): readonly (Template | undefined)[] {
  const table: (Template | undefined)[] = [];
  for (const operation of operationsOf(program.version)) table[operation.opcode] = templates[operation.name];
  return table;
}
