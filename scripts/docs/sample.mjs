/** A program that has every operation, and the machine code that each became. */
import { compile } from '../../src/engine/jit/compile.ts';
import { describeParts } from '../../src/engine/jit/describe.ts';
import { operationByOpcode } from '../../src/engine/isa/lookup.ts';
import { parseListing } from '../../src/engine/listing/parse.ts';
import { printOp } from '../../src/engine/listing/print.ts';

/**
 * Every operation once, and jumps in both directions, since those backwards look for a pause. The constants show both ways
 * to load one.
 */
const listing = `.version 3
.function main registers=4
back:   LOAD_CONST r0, 30
        LOAD_CONST r0, 0x123456789abcdef
        LOAD r0, r1
        ADD r0, r1, r2
        SUB r0, r1, r2
        MUL r0, r1, r2
        DIV r0, r1, r2
        MOD r0, r1, r2
        AND r0, r1, r2
        OR r0, r1, r2
        XOR r0, r1, r2
        SHL r0, r1, r2
        SHR r0, r1, r2
        EQUAL r0, r1, r2
        NOT_EQUAL r0, r1, r2
        LESS r0, r1, r2
        LESS_EQUAL r0, r1, r2
        GREATER r0, r1, r2
        GREATER_EQUAL r0, r1, r2
        JUMP_IF r1, on
        JUMP_IF r1, back
        JUMP_UNLESS r1, on
        JUMP_UNLESS r1, back
        JUMP on
        JUMP back
on:     CALL r0, add, r2
        PRINT r0
        LOAD_CELL r0, cells, r1
        STORE_CELL cells, r1, r2
        RETURN r0
.function add parameters=2 registers=3
        ADD r2, r0, r1
        RETURN r2
.array cells 10
`;

const { program, problems } = parseListing(listing);
if (problems.length > 0) throw new Error(JSON.stringify(problems));

const options = { syntax: 'att' };
const parts = describeParts(compile(program), 0, program.opCount, options);

/** Instructions as lines: the offset in the code, the bytes in a column, the text. */
export function instructionLines(instructions) {
  const width = Math.max(...instructions.map(({ bytes }) => bytes.length));
  return instructions.map(
    ({ offset, bytes, text }) =>
      `    ${offset.toString(16).padStart(4, '0')}  ${bytes.padEnd(width)}  ${text}`,
  );
}

/** The machine code of an operation, for each of its appearances in main: the op, and what it became. */
export function codeOfSample(name) {
  const main = program.functions[0];
  const lines = [];
  for (let opIndex = 0; opIndex < main.opCount; opIndex++) {
    if (operationByOpcode(3, program.words[opIndex * 4])?.name !== name) continue;
    const part = parts.find(({ kind, opIndex: index }) => kind === 'op' && index === opIndex);
    lines.push(`${printOp(program, opIndex)}${noteOn(opIndex)}`, ...instructionLines(part.instructions));
  }
  return lines;
}

/** What the names of the sample stand for. */
function noteOn(opIndex) {
  const text = printOp(program, opIndex);
  const constant = /^LOAD_CONST .*c(\d+)$/.exec(text)?.[1];
  if (constant !== undefined) return `   ; ${program.constants[constant].bits}`;
  const target = /L(\d+)$/.exec(text)?.[1];
  return target === undefined ? '' : `   ; ${Number(target) > opIndex ? 'forwards' : 'backwards'}`;
}

/** The parts that are no op, of the ways in and of the function main. */
export const otherParts = parts.filter(
  ({ kind, functionIndex }) => kind !== 'op' && (functionIndex ?? 0) === 0,
);
