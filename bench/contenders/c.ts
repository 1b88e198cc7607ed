import path from 'node:path';
import type { Entrant } from '../contender';
import { benchFolder, firstLineOf, runsInProcess, timedBy, versionOf } from './process';

const warnings = ['-Wall', '-Wextra', '-Werror'] as const;

/** The yardstick of the interpreter: `c/interpreter.c` runs the same bytecode. */
export const switchInterpreter: Entrant = async (folder) => {
  const name = 'C switch';
  const found = await versionOf('gcc', '--version');
  if ('reason' in found) return { name, reason: found.reason };
  const executable = path.join(folder, 'interpreter');
  const source = path.join(benchFolder, 'c', 'interpreter.c');
  await firstLineOf('gcc', ['-O2', ...warnings, '-o', executable, source]);
  return {
    name,
    description: `an interpreter of the same ops in C, ${found.version}, -O2`,
    prepare: ({ bytecodeFile }) => Promise.resolve(() => timedBy(executable, [bytecodeFile, runsInProcess])),
    close: () => undefined,
  };
};

/** The same programs written in C: the yardstick of the JIT is without optimization. */
export const compiled =
  (level: '-O0' | '-O2'): Entrant =>
  async (folder) => {
    const name = `gcc ${level}`;
    const found = await versionOf('gcc', '--version');
    if ('reason' in found) return { name, reason: found.reason };
    return {
      name,
      description: `the same programs in C, ${found.version}`,
      prepare: async ({ name: program }) => {
        const executable = path.join(folder, `${program}${level}`);
        const sources = [
          path.join(benchFolder, 'harness', 'time.c'),
          path.join(benchFolder, 'programs', `${program}.c`),
        ];
        await firstLineOf('gcc', [level, ...warnings, '-o', executable, ...sources]);
        return () => timedBy(executable, [runsInProcess]);
      },
      close: () => undefined,
    };
  };
