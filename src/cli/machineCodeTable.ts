import type { Program } from '../engine/format/program';
import { compile } from '../engine/jit/compile';
import { describeParts, type CodePartFacts } from '../engine/jit/describe';
import type { MachineCode } from '../engine/jit/machineCode';
import type { AssemblySyntax } from '../engine/jit/disassemble';
import { printOp } from '../engine/listing/print';

/** Ops turned into text at a time. */
const opsPerPage = 1000;

/** Bytes that the column of machine code has room for: the longest instruction of the version's templates. */
const longestInstruction = ({ version }: Program): number => (version === 1 ? 10 : 11);

/**
 * A program as a table: each op beside the machine instructions that it became. Comes in pages, so that a program of
 * any size can be printed.
 *
 *     op  bytecode   offset  bytes                          machine code
 *         prologue       00  55                             push %rbp
 *                        01  48 89 e5                       mov %rsp,%rbp
 *      0  RETURN 35      04  48 b8 23 00 00 00 00 00 00 00  movabs $0x23,%rax
 *         epilogue       0e  c9                             leave
 *                        0f  c3                             ret
 */
export function* machineCodeTable(program: Program, syntax: AssemblySyntax): Generator<string> {
  const code = compile(program);
  const widths: readonly number[] = [
    Math.max(2, String(program.opCount - 1).length),
    widestName(program, code),
    Math.max(6, code.bytes.length.toString(16).length),
    longestInstruction(program) * 3 - 1,
  ];
  const row = (op: string, bytecode: string, offset: string, bytes: string, instruction: string): string =>
    [
      op.padStart(widths[0] ?? 0),
      bytecode.padEnd(widths[1] ?? 0),
      offset.padStart(widths[2] ?? 0),
      bytes.padEnd(widths[3] ?? 0),
      `${instruction}\n`,
    ].join('  ');

  yield row('op', 'bytecode', 'offset', 'bytes', 'machine code');
  for (let firstOp = 0; firstOp === 0 || firstOp < program.opCount; firstOp += opsPerPage) {
    let page = '';
    for (const part of describeParts(code, firstOp, opsPerPage, { syntax })) {
      let op = part.kind === 'op' ? String(part.opIndex) : '';
      let bytecode = nameOf(part, program);
      for (const { offset, bytes, text } of part.instructions) {
        page += row(op, bytecode, offset.toString(16).padStart(2, '0'), bytes, text);
        op = bytecode = '';
      }
    }
    yield page;
  }
}

/** What stands in the column of bytecode: the op, or what the bytes are for that belong to none. */
function nameOf({ kind, name, opIndex, functionIndex }: CodePartFacts, program: Program): string {
  if (kind === 'op' && opIndex !== undefined) return printOp(program, opIndex);
  const inFunction = functionIndex === undefined ? undefined : program.functions[functionIndex];
  return inFunction && program.functions.length > 1 ? `${name} of ${inFunction.name}` : name;
}

function widestName(program: Program, code: MachineCode): number {
  let widest = 'bytecode'.length;
  for (let opIndex = 0; opIndex < program.opCount; opIndex++) {
    widest = Math.max(widest, printOp(program, opIndex).length);
  }
  // A few: those around the functions, not those of a million ops.
  for (const part of describeParts(code, 0, opsPerPage, { syntax: 'att' })) {
    widest = Math.max(widest, nameOf(part, program).length);
  }
  return widest;
}
