/** The shapes that templates take for numbers that the sample of every operation does not have, for docs/bytecode.md. */
import { compile } from '../../src/engine/jit/compile.ts';
import { describeParts } from '../../src/engine/jit/describe.ts';
import { parseListing } from '../../src/engine/listing/parse.ts';
import { block } from './markdown.mjs';
import { instructionLines, titleOf } from './sample.mjs';

const large = '0x123456789abcdef';

/** Constants of more than one byte and of more than 32 bits, a register and an array far away, divisors of each kind. */
const operands = `.version 3
.function main registers=17
        LOAD_CONST r0, 0xdeadbeef
        LOAD r0, r16
        AND_CONST r0, r1, 1000
        MUL_CONST r0, r1, 1000
        MUL_CONST r0, r1, ${large}
        SHL_CONST r0, r1, 65
        DIV_CONST r0, r1, 15
        DIV_CONST r0, r1, -15
        MOD_CONST r0, r1, -1
        MOD_CONST r0, r1, 0x10000000000
        MOD_CONST r0, r1, ${large}
        EQUAL_CONST r0, r1, ${large}
        JUMP_LESS_CONST r1, ${large}, end
        LOAD_CELL r0, behind, r1
end:    RETURN r0
.array front 1000
.array behind 1000
`;

const calls = `.version 3
.function main registers=13
        CALL r0, many, r0
        RETURN r0
.function many parameters=13 registers=26
        CALL r0, many, r13
        RETURN r0
.function odd parameters=1 registers=4
        RETURN r0
`;

const offItsEnd = `.version 2
        LOAD r0, r1
.registers 2
`;

/** Ops that take r2 over from an op before them, on its line. */
const takers = [
  'SUB r0, r1, r2',
  'MUL r0, r1, r2',
  'DIV r0, r1, r2',
  'LESS r0, r1, r2',
  'JUMP_IF r2, end',
  'JUMP_LESS_CONST r2, 7, end',
  'DIV_CONST r0, r2, 10',
  'CALL r0, f, r2',
  'STORE_CELL cells, r1, r2',
];

/** Ops that leave r2 to the op behind them in another way than by not loading it again. */
const leavers = ['LOAD_CONST r2, 7', 'MOD r2, r0, r1'];

/** What an op becomes that takes a value over, and what one does that leaves its own. */
export function handoverShapes() {
  const pairs = [
    ...takers.map((op) => ({ ops: ['LOAD r2, r0', op], shown: 1 })),
    ...leavers.map((op) => ({ ops: [op, 'LOAD r0, r2'], shown: 0 })),
  ];
  const lines = pairs.flatMap(({ ops }, index) => ops.map((op) => `${op} @${index + 1}:1`));
  const { program, parts } = partsOf(`.version 3
.function main registers=3
${lines.join('\n')}
end:    RETURN r0 @${pairs.length + 1}:1
.function f parameters=1 registers=1
        RETURN r0
.array cells 10
`);
  const ops = parts.filter(({ kind }) => kind === 'op');
  return block(
    pairs.flatMap(({ shown }, index) => {
      const { opIndex, instructions } = ops[2 * index + shown];
      return [titleOf(program, opIndex), ...instructionLines(instructions)];
    }),
  );
}

/** Ops whose numbers are larger, or other, than those of the sample. */
export function operandShapes() {
  const { program, parts } = partsOf(operands);
  return block(
    parts.flatMap(({ kind, opIndex, instructions }) =>
      kind === 'op' && opIndex < program.opCount - 1
        ? [titleOf(program, opIndex), ...instructionLines(instructions)]
        : [],
    ),
  );
}

/** Many arguments and registers, a function that begins with a call of itself, and the end of version 2. */
export function frameShapes() {
  const { program, parts } = partsOf(calls);
  const end = partsOf(offItsEnd).parts.find(({ kind }) => kind === 'epilogue');
  const call = parts.find(({ kind }) => kind === 'op');
  const prologues = parts.filter(({ kind }) => kind === 'prologue');
  const shown = [
    [titleOf(program, 0), call],
    ...prologues.map((prologue) => [headOf(program.functions[prologue.functionIndex]), prologue]),
    ['end of version 2', end],
  ];
  return shown
    .map(([title, { instructions }]) => block([title, ...instructionLines(instructions)]))
    .join('\n\n');
}

const headOf = ({ name, parameterCount, registerCount }) =>
  `prologue of ${name}: parameters=${parameterCount} registers=${registerCount}`;

function partsOf(listing) {
  const { program, problems } = parseListing(listing);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return { program, parts: describeParts(compile(program), 0, program.opCount, { syntax: 'att' }) };
}
