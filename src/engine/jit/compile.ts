import { wordsPerOp, type Program } from '../format/program';
import { operationsOf } from '../isa/lookup';
import { compileFrames } from './compileFrames';
import { Emission } from './emission';
import type { MachineCode } from './machineCode';
import type { Template } from './template';
import { templates } from './templates';
import * as x86 from './x86';
import { Register } from './x86';
import type { CodeBuffer } from './codeBuffer';

/**
 * Compiles a verified program to position-independent x86_64 code. Version 1 gives the bytes of the reference, 6 + 10 n,
 * to be called as `int64_t (*)(void)`; how the others are called, controlBlock.ts says.
 */
export function compile(program: Program): MachineCode {
  return program.version === 1 ? compileReturns(program) : compileFrames(program, templatesOf(program));
}

/** Bytes of an op of version 1, and of what is around the ops. */
const opSize = 10;
const aroundOps = 6;

/** Version 1: each op leaves its value in rax, and the last one wins. */
function compileReturns(program: Program): MachineCode {
  const { words, opCount } = program;
  const templateOf = templatesOf(program);
  const at = new Emission(program, aroundOps + opCount * opSize);
  const { code } = at;
  // Each op ends where the next begins: one array for both, one longer than either.
  const borders = new Uint32Array(opCount + 1);

  prologue(code);
  if (opCount === 0) defaultResult(code);
  const prologueEnd = code.length;
  for (let opIndex = 0, record = 0; opIndex < opCount; opIndex++, record += wordsPerOp) {
    borders[opIndex] = code.length;
    templateOf[words[record] ?? 0]?.(at, words[record + 1] ?? 0, words[record + 2] ?? 0, 0);
  }
  const epilogueStart = code.length;
  borders[opCount] = epilogueStart;
  epilogue(code);

  const end = code.length;
  const belongs = { functionIndex: 0 };
  return {
    bytes: code.finish(),
    convention: 'result',
    opOffsets: borders.subarray(0, opCount),
    opEnds: borders.subarray(1),
    parts: [
      { kind: 'prologue', name: 'prologue', range: { start: 0, end: prologueEnd }, ...belongs },
      { kind: 'epilogue', name: 'epilogue', range: { start: epilogueStart, end }, ...belongs },
    ],
    functions: program.functions.map(({ name }) => ({ name, range: { start: 0, end } })),
    callReturnOffsets: new Uint32Array(0),
    handovers: new Map(),
  };
}

// 55                   push %rbp
// 48 89 e5             mov  %rsp,%rbp
function prologue(code: CodeBuffer): void {
  x86.push(code, Register.rbp);
  x86.move(code, Register.rbp, Register.rsp);
}

// c9                   leave
// c3                   ret
/** The last bytes of a program of version 1, and what is written over an op to stop before it. */
export function epilogue(code: CodeBuffer): void {
  x86.leave(code);
  x86.ret(code);
}

/** What a program without RETURN returns: rax = 0 (the reference returns whatever rax held). */
function defaultResult(code: CodeBuffer): void {
  x86.moveImmediate64(code, Register.rax, 0, 0);
}

/** The templates of a version, by opcode. */
function templatesOf({ version }: Program): readonly (Template | undefined)[] {
  const table: (Template | undefined)[] = [];
  for (const operation of operationsOf(version)) table[operation.opcode] = templates[operation.name];
  return table;
}
