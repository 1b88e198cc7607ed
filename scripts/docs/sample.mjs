/** A program that has every operation, and the machine code that each became. */
import { compile } from '../../src/engine/jit/compile.ts';
import { describeParts } from '../../src/engine/jit/describe.ts';
import { operationByOpcode } from '../../src/engine/isa/lookup.ts';
import { parseListing } from '../../src/engine/listing/parse.ts';
import { printOp } from '../../src/engine/listing/print.ts';

/** Ops of two registers that have a sister with a constant. Divisions by one depend on it: by zero, by 2^k, by another. */
const constants = {
  ...Object.fromEntries(['ADD', 'SUB', 'MUL', 'AND', 'OR', 'XOR', 'SHL', 'SHR'].map((name) => [name, ['7']])),
  ADD: ['7', '0x123456789abcdef'],
  DIV: ['0', '1', '-8', '10'],
  MOD: ['8', '10'],
};
const comparisons = ['EQUAL', 'NOT_EQUAL', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL'];
const inBothDirections = (write) => ['on', 'back'].map(write);

/**
 * Every operation, and jumps in both directions, since those backwards look for a pause. The constants show both ways to
 * load one.
 */
const listing = `.version 3
.function main registers=4
back:   LOAD_CONST r0, 30
        LOAD_CONST r0, 0x123456789abcdef
        LOAD r0, r1
${['ADD', 'SUB', 'MUL', 'DIV', 'MOD', 'AND', 'OR', 'XOR', 'SHL', 'SHR', ...comparisons].map((name) => `${name} r0, r1, r2`).join('\n')}
${inBothDirections((label) => `JUMP_IF r1, ${label}\nJUMP_UNLESS r1, ${label}\nJUMP ${label}`).join('\n')}
on:     CALL r0, add, r2
        PRINT r0
        LOAD_CELL r0, cells, r1
        STORE_CELL cells, r1, r2
${Object.entries(constants)
  .flatMap(([name, values]) => values.map((value) => `${name}_CONST r0, r1, ${value}`))
  .join('\n')}
${comparisons.map((name) => `${name}_CONST r0, r1, 7`).join('\n')}
${comparisons.flatMap((name) => inBothDirections((label) => `JUMP_${name} r1, r2, ${label === 'on' ? 'end' : label}`)).join('\n')}
${comparisons.flatMap((name) => inBothDirections((label) => `JUMP_${name}_CONST r1, 7, ${label === 'on' ? 'end' : label}`)).join('\n')}
end:    RETURN r0
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
    lines.push(titleOf(program, opIndex), ...instructionLines(part.instructions));
  }
  return lines;
}

/** An op as a listing writes it, and what its names stand for. */
export function titleOf(program, opIndex) {
  const text = printOp(program, opIndex);
  const constant = /\bc(\d+)\b/.exec(text)?.[1];
  const target = /L(\d+)$/.exec(text)?.[1];
  const notes = [
    ...(constant === undefined ? [] : [`c${constant} is ${program.constants[constant].bits}`]),
    ...(target === undefined ? [] : [Number(target) > opIndex ? 'forwards' : 'backwards']),
  ];
  return notes.length > 0 ? `${text}   ; ${notes.join(', ')}` : text;
}

/** The parts that are no op, of the ways in and of the function main. */
export const otherParts = parts.filter(
  ({ kind, functionIndex }) => kind !== 'op' && (functionIndex ?? 0) === 0,
);
