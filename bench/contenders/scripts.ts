import path from 'node:path';
import type { Entrant } from '../contender';
import { benchFolder, runsInProcess, timedBy, versionOf } from './process';

/** A language whose programs are run from their source. */
const scripted =
  (name: string, command: string, versionOption: string, ending: 'lua' | 'mjs'): Entrant =>
  async () => {
    const found = await versionOf(command, versionOption);
    if ('reason' in found) return { name, reason: found.reason };
    return {
      name,
      description: `the same programs, ${found.version}`,
      prepare: ({ name: program }) => {
        const harness = path.join(benchFolder, 'harness', `time.${ending}`);
        const source = path.join(benchFolder, 'programs', `${program}.${ending}`);
        return Promise.resolve(() => timedBy(command, [harness, source, runsInProcess]));
      },
      close: () => undefined,
    };
  };

export const luaJit = scripted('LuaJIT', 'luajit', '-v', 'lua');
export const lua = scripted('Lua 5.4', 'lua5.4', '-v', 'lua');
/** The very Node that runs the benchmarks. */
export const node = scripted('Node', process.execPath, '--version', 'mjs');
