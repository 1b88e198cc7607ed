import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { programOfReturns, wordsPerOp, type Program } from '../../../src/engine/format/program';
import { makeJitInterface } from '../../../src/engine/gdb/jitInterface';
import { makeSymbolObject } from '../../../src/engine/gdb/symbolObject';
import { hostStubSize } from '../../../src/engine/gdb/hostStub';
import type { SymbolFacts } from '../../../src/engine/gdb/symbolFacts';
import { compile } from '../../../src/engine/jit/compile';
import { epilogueOf } from '../../../src/engine/jit/machineCode';
import { operations } from '../../../src/engine/isa/operations';
import { compileLang } from '../../../src/engine/lang/compile';
import { framesStub } from '../../../src/engine/native/entryStub';
import { NativeHost } from '../../../src/engine/native/nativeHost';

/** What gdb is told of a program whose lines do not matter. */
const factsOf = (program: Program, address: bigint): SymbolFacts => ({
  program,
  code: compile(program),
  address,
  file: '/a.bc',
  lineOfOp: () => 5,
  lineOfFunction: () => 4,
});

/** Checks the files that we write with the reader of binutils; skipped where that is missing. */
describe('files for gdb, as readelf sees them', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'langvm-test-'))));
  const address = 0x7f0012345000n;

  before(function () {
    try {
      execFileSync('readelf', ['--version']);
    } catch (error) {
      if (process.env.CI) throw error;
      this.skip();
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What readelf says on stdout; a warning of it fails the test. */
  const readelf = (bytes: Uint8Array, ...options: string[]): string => {
    const file = path.join(folder, 'file.elf');
    writeFileSync(file, bytes);
    const output = execFileSync(
      'sh',
      ['-c', 'LC_ALL=C exec readelf "$@" 2>&1', 'sh', '--wide', ...options, file],
      {
        encoding: 'utf8',
      },
    );
    doesNotMatch(output, /Warning|Error/i);
    return output;
  };
  const objectOf = (results: readonly bigint[], lineOfOp: (opIndex: number) => number): Uint8Array =>
    makeSymbolObject({
      ...factsOf(programOfReturns(results), address),
      file: '/home/learner/ünder score/three.bc',
      lineOfOp,
    });
  const lineTable = (object: Uint8Array): [number, number][] =>
    [...readelf(object, '--debug-dump=decodedline').matchAll(/^\S+ +(\d+) +0x([0-9a-f]+)/gm)].map(
      ([, line, at]) => [Number(line), Number(BigInt(`0x${at}`) - address)],
    );

  it('is an object whose function lies where the code does', () => {
    const object = objectOf([1n, 2n, 3n], (opIndex) => 5 + opIndex);
    match(readelf(object, '--file-header'), /REL \(Relocatable file\)[^]*X86-64/);
    match(readelf(object, '--sections'), /\.text +NOBITS +00007f0012345000 \w+ 000024 00 +AX/);
    match(readelf(object, '--symbols'), / 36 FUNC +GLOBAL DEFAULT +1 langvm_main\n/);
    match(
      readelf(object, '--debug-dump=info'),
      /DW_AT_name +: .*langvm_main[^]*DW_AT_low_pc +: .*0x7f0012345000/,
    );
    match(readelf(object, '--debug-dump=info'), /DW_AT_comp_dir +: .*\/home\/learner\/ünder score\n/);
    match(readelf(object, '--debug-dump=loc'), /00007f001234500e 00007f0012345024 \(DW_OP_reg0 \(rax\)\)/);
  });

  it('gives every op its line, in whatever order and distance', () => {
    const lines = [5, 6, 200, 3, 3, 1, 100_000, 2];
    const object = objectOf(
      lines.map(() => 1n),
      (opIndex) => lines[opIndex]!,
    );
    deepEqual(lineTable(object), [
      [4, 0],
      ...lines.map((line, opIndex) => [line, 4 + 10 * opIndex]),
      [4, 84],
    ]);
  });

  it('knows the frame at every instruction, however long the code is', () => {
    for (const count of [0, 1, 5, 6, 7, 1000]) {
      const program = programOfReturns(Array.from({ length: count }, () => 1n));
      const code = compile(program);
      const object = makeSymbolObject(factsOf(program, address));
      const rows = readelf(object, '--debug-dump=frames-interp').matchAll(
        /^([0-9a-f]{16}) (\S+) +(\S+) +(\S+)/gm,
      );
      deepEqual(
        [...rows].map(([, at, ...row]) => [Number(BigInt(`0x${at}`) - address), ...row]),
        [
          [0, 'rsp+8', 'u', 'c-8'],
          [1, 'rsp+16', 'c-16', 'c-8'],
          [4, 'rbp+16', 'c-16', 'c-8'],
          [epilogueOf(code).start + 1, 'rsp+8', 'u', 'c-8'],
        ],
        `${count} ops`,
      );
    }
  });

  it('knows the frame in every function, way in and way out', () => {
    const program = compileLang(
      'function f(x) { if (x) return 1; return f(x - 1); }\nreturn f(2);\n',
      'f.lang',
    );
    const code = compile(program);
    const stubAddress = 0x7f0022222000n;
    const rows = new Map<number, string>();
    const printed = readelf(
      makeSymbolObject({ ...factsOf(program, address), stubAddress }),
      '--debug-dump=frames-interp',
    );
    for (const [, at, row = ''] of printed.matchAll(/^([0-9a-f]{16}) (.*\S)\s*$/gm))
      rows.set(Number(BigInt(`0x${at}`) - address), row.replace(/ +/g, ' '));
    const part = (name: string): number =>
      code.parts.find((found) => found.name === name)?.range.start ?? NaN;
    const at = (offset: number): string | undefined => rows.get(offset);

    // The columns: CFA, and what is saved of rbx, rbp and the return address; "u" is "as it is".
    // Where nothing changes, readelf prints no row: what the common entry says holds.
    equal(at(part('start')), undefined);
    match(printed, /pc=00007f0012345000\.\./);
    equal(at(part('exit')), 'exp c-8');
    equal(at(part('resume') + 4), 'exp c-8');
    equal(at(part('breakpoint')), 'rsp+8 c-8');
    equal(at(part('breakpoint') + 1), 'rsp+0 r2 (rcx)');
    equal(at(part('refused call')), 'rbp+16 c-24 c-16 c-8');
    const stub = Number(stubAddress - address);
    deepEqual(
      [0, 1, 5, 7, 9, 16, 18, 19, 20].map((offset) => at(stub + offset)?.split(' ')[0]),
      ['rsp+8', 'rsp+16', 'rsp+24', 'rsp+32', 'rsp+40', 'rsp+32', 'rsp+24', 'rsp+16', 'rsp+8'],
    );
    for (const [index, { range }] of code.functions.entries()) {
      const { firstOp = 0, opCount = 0 } = program.functions[index] ?? {};
      const returns = Array.from({ length: opCount }, (_, nth) => firstOp + nth)
        .filter((opIndex) => program.words[opIndex * wordsPerOp] === operations.RETURN.opcode)
        .map((opIndex) => (code.opEnds[opIndex] ?? 0) - 1);
      equal(at(range.start), 'rsp+8 u u c-8');
      equal(at(range.start + 1), 'rsp+16 u c-16 c-8');
      equal(at(range.start + 4), 'rbp+16 u c-16 c-8');
      equal(at(range.start + 5), 'rbp+16 c-24 c-16 c-8');
      for (const ret of returns) {
        equal(code.bytes[ret], 0xc3);
        equal(at(ret), 'rsp+8 u u c-8');
        if (ret + 1 < range.end) equal(at(ret + 1), 'rbp+16 c-24 c-16 c-8');
      }
    }
  });

  it('knows the stub of the host as it is', () => {
    const bytes = framesStub('linux');
    equal(bytes.length, hostStubSize);
    const pushes = [0x55, 0x53, 0x56, 0x57];
    deepEqual(
      [0, 4, 6, 8].map((offset) => bytes[offset]),
      pushes,
    );
    equal(bytes[20], 0xc3);
  });

  it('takes a million ops', () => {
    const program = programOfReturns(Array.from({ length: 1_000_000 }, () => 1n));
    const object = makeSymbolObject({ ...factsOf(program, address), lineOfOp: (op) => 5 + op });
    equal(object.length < 1_100_000, true, 'a byte for each op');
  });

  it('is a shared object that exports the interface', () => {
    const library = makeJitInterface();
    const symbols = readelf(library, '--dyn-syms');
    match(symbols, / 1 FUNC +GLOBAL DEFAULT +4 __jit_debug_register_code\n/);
    match(symbols, / 24 OBJECT +GLOBAL DEFAULT +6 __jit_debug_descriptor\n/);
    const segments = readelf(library, '--segments');
    match(segments, /GNU_STACK .* RW +0x/);
    doesNotMatch(segments, /RWE/);
    match(readelf(library, '--dynamic'), /\(HASH\)[^]*\(SYMTAB\)[^]*\(STRTAB\)/);
  });
});

describe("gdb's JIT interface in the native host", () => {
  let host: NativeHost;
  before(async () => (host = await NativeHost.start()));
  after(() => host.kill());

  const program = programOfReturns([35n]);
  const code = compile(program);
  const symbols = {
    jitInterface: makeJitInterface(),
    symbolObject: (address: bigint) => makeSymbolObject(factsOf(program, address)),
  };

  it('is offered, again and again', async () => {
    for (let times = 0; times < 3; times++) {
      deepEqual((await host.load(code.bytes, symbols)).symbols, { registered: true });
      deepEqual(await host.registerSymbols(symbols), { registered: true });
      equal((await host.run({ from: 'entry' })).result, 35n);
    }
  });

  it('is not needed to run', async () => {
    const other = await NativeHost.start();
    const { symbols: registration } = await other.load(code.bytes, {
      ...symbols,
      jitInterface: Uint8Array.of(1, 2, 3),
    });
    match(
      registration?.registered === false ? registration.reason : '',
      /^gdb's JIT interface could not be offered by the native host: .+/,
    );
    equal((await other.run({ from: 'entry' })).result, 35n);
    other.kill();
  });
});
