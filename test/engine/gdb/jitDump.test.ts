import { deepEqual, equal, ok } from 'node:assert/strict';
import { programOfReturns, wordsPerOp, type Program } from '../../../src/engine/format/program';
import { jitDump, jitDumpHeader, jitDumpName, jitDumpsFolder } from '../../../src/engine/gdb/jitDump';
import { closeRecord, linesRecord, loadRecord } from '../../../src/engine/gdb/jitDumpRecords';
import { operations } from '../../../src/engine/isa/operations';
import { compile } from '../../../src/engine/jit/compile';
import { rangeOfOp } from '../../../src/engine/jit/machineCode';
import { compileLang } from '../../../src/engine/lang/compile';
import { readJitDump, type DumpedFunction } from '../../support/jitDumpReader';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').replace(/.{8}/g, '$& ').trim();

describe('the records of a jitdump', () => {
  it('begin with the magic number, the processor and the process', () => {
    equal(
      hex(jitDumpHeader(0x1234, 0x1122334455667788n)),
      '4454694a 01000000 28000000 3e000000 00000000 34120000 88776655 44332211 00000000 00000000',
    );
  });

  it('hold a function with its name and code', () => {
    const loaded = {
      name: 'fü',
      pid: 0x1234,
      address: 0x7f0012345000n,
      bytes: Uint8Array.of(0xc9, 0xc3),
      index: 5,
    };
    equal(
      hex(loadRecord(loaded, 3n)),
      '00000000 3e000000 03000000 00000000 34120000 34120000 00503412 007f0000 00503412 007f0000 ' +
        '02000000 00000000 05000000 00000000 66c3bc00 c9c3',
    );
  });

  it('hold the file and line of each address', () => {
    const entries = [
      { address: 0x7f0012345000n, line: 1 },
      { address: 0x7f0012345004n, line: 70_000 },
    ];
    equal(
      hex(linesRecord(0x7f0012345000n, '/a', entries, 4n)),
      '02000000 46000000 04000000 00000000 00503412 007f0000 02000000 00000000 ' +
        '00503412 007f0000 01000000 00000000 2f610004 50341200 7f000070 11010000 0000002f 6100',
    );
  });

  it('end with one that says so', () => equal(hex(closeRecord(5n)), '03000000 10000000 05000000 00000000'));
});

describe('the jitdump of a program', () => {
  const address = 0x7f0012345000n;
  const file = '/home/learner/ünder score.lang';
  const pid = 4321;

  /** What is read of the dump of a program whose ops have these lines. */
  const dumpOf = (program: Program, lineOfOp = (opIndex: number): number => opIndex + 10) => {
    const code = compile(program);
    const facts = { program, code, address, file, lineOfOp, lineOfFunction: (index: number) => index + 1 };
    let time = 100n;
    const records = [...jitDump(facts, pid, () => ++time)];
    return { code, ...readJitDump(Buffer.concat([jitDumpHeader(pid, 100n), ...records])) };
  };
  const lineAt = ({ entries }: DumpedFunction, offset: number): number | undefined =>
    entries.findLast((entry) => entry.address <= address + BigInt(offset))?.line;

  it('covers version 1 with one function, from prologue to epilogue', () => {
    const { code, functions, closed } = dumpOf(programOfReturns([35n, -7n]));
    equal(functions.length, 1);
    const [main] = functions as [DumpedFunction];
    deepEqual([main.name, main.pid, main.address], ['main', pid, address]);
    equal(hex(main.bytes), hex(code.bytes));
    deepEqual(
      main.entries.map((entry) => [Number(entry.address - address), entry.line, entry.file]),
      [
        [0, 1, file],
        [4, 10, file],
        [14, 11, file],
        [24, 1, file],
        [26, 1, file],
      ],
    );
    ok(closed);
  });

  it('covers every byte of later versions once, and gives every op its line', () => {
    const program = compileLang(
      'function f(x) { if (x) return 1; return f(x - 1) / x; }\nprint f(2);\nreturn 3;\n',
      'f.lang',
    );
    const { code, functions, times } = dumpOf(program);
    const names = functions.map(({ name }) => name);
    ok(names.includes('langvm start'), names.join());
    deepEqual(names.slice(-2), ['main', 'f']);
    deepEqual(
      functions.map(({ index }) => index),
      functions.map((_, at) => at),
    );
    const inOrder = [...functions].sort((one, other) => Number(one.address - other.address));
    equal(inOrder[0]?.address, address);
    equal(hex(Buffer.concat(inOrder.map(({ bytes }) => bytes))), hex(code.bytes));

    for (const [index, { firstOp, opCount }] of program.functions.entries()) {
      const dumped = functions.at(index - 2)!;
      equal(
        dumped.entries.at(-1)?.address,
        dumped.address + BigInt(dumped.bytes.length),
        'the table covers all',
      );
      for (let opIndex = firstOp; opIndex < firstOp + opCount; opIndex++) {
        const { start } = rangeOfOp(code, opIndex);
        const own = dumped.entries.filter((entry) => entry.address === address + BigInt(start));
        deepEqual(
          own.map(({ line }) => line),
          [opIndex + 10],
          `op ${opIndex} has one entry`,
        );
      }
    }
    const divide = program.words.findIndex(
      (word, at) => at % wordsPerOp === 0 && word === operations.DIV.opcode,
    );
    const stub = code.parts.find(({ kind, name }) => kind === 'stub' && name === 'division by zero');
    equal(lineAt(functions.at(-1)!, stub?.range.start ?? NaN), divide / wordsPerOp + 10);
    deepEqual(times, [...times].sort(), 'nothing is older than what stands before it');
  });

  it('gives ops that come from no line that of the op before', () => {
    const [main] = dumpOf(programOfReturns([1n, 2n, 3n]), (opIndex) =>
      opIndex === 1 ? 0 : 7 + opIndex,
    ).functions;
    deepEqual(
      main?.entries.map(({ line }) => line),
      [1, 7, 7, 9, 1, 1],
    );
  });

  it('covers a program without ops', () => {
    const { functions, code } = dumpOf(programOfReturns([]));
    equal(functions[0]?.bytes.length, code.bytes.length);
  });

  it('has the place and the name that perf looks for', () => {
    equal(jitDumpName(77), 'jit-77.dump');
    equal(jitDumpsFolder({}, '/home/learner'), '/home/learner/.debug/jit');
    equal(jitDumpsFolder({ JITDUMPDIR: '/var/dumps' }, '/home/learner'), '/var/dumps/.debug/jit');
    equal(jitDumpsFolder({ JITDUMPDIR: '' }, '/home/learner'), '/home/learner/.debug/jit');
  });
});
