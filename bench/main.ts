/**
 * Measures our engines against what else one could run such programs with, and writes `docs/performance.md`.
 *
 *     npm run bench
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readProgram, writeProgram } from '../src/engine/format/read';
import { compileLang } from '../src/engine/lang/compile';
import { isAbsent, type Absent, type Benchmark, type Contender, type Entrant } from './contender';
import { compiled, switchInterpreter } from './contenders/c';
import { interpreter, jit } from './contenders/ours';
import { lua, luaJit, node } from './contenders/scripts';
import { measure, type Measurement } from './measure';
import { pageOf, type Bar } from './report';

const benchmarkNames = ['loop', 'fibonacci', 'sieve', 'collatz', 'bubble-sort', 'matrix'] as const;

const entrants: readonly Entrant[] = [
  interpreter,
  switchInterpreter,
  lua,
  jit,
  compiled('-O0'),
  compiled('-O2'),
  luaJit,
  node,
];

/** What the project promises. */
const bars: readonly Bar[] = [
  { ours: 'our interpreter', peer: 'C switch', limit: 1.3 },
  { ours: 'our JIT', peer: 'gcc -O0', limit: 1.5 },
];

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'langvm-bench-'));
  const contenders: Contender[] = [];
  const absent: Absent[] = [];
  try {
    for (const enter of entrants) {
      const entry = await enter(folder);
      if (isAbsent(entry)) absent.push(entry);
      else contenders.push(entry);
    }
    const measurements: Measurement[] = [];
    for (const name of benchmarkNames) {
      process.stderr.write(`${name} … `);
      measurements.push(await measure(await benchmarkOf(name, folder), contenders));
    }
    process.stderr.write('\n');
    const page = pageOf({ machine: describeMachine(), contenders, absent, measurements, bars });
    await writeFile(path.resolve(__dirname, '../docs/performance.md'), page);
    process.stdout.write(page);
  } finally {
    for (const contender of contenders) contender.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchmarkOf(name: string, folder: string): Promise<Benchmark> {
  const source = await readFile(path.join(__dirname, 'programs', `${name}.lang`), 'utf8');
  const bytes = writeProgram(compileLang(source, `${name}.lang`));
  const bytecodeFile = path.join(folder, `${name}.bc`);
  await writeFile(bytecodeFile, bytes);
  // Read back, so that what runs went through the verifier.
  return { name, program: readProgram(bytes), bytecodeFile };
}

function describeMachine(): string {
  const [processor] = os.cpus();
  const model = processor?.model.trim() ?? 'an unknown processor';
  return `${os.platform()} ${os.arch()}, ${model}, Node ${process.versions.node}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
