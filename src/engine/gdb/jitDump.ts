import path from 'node:path';
import type { ByteRange } from '../jit/machineCode';
import { closeRecord, headerRecord, linesRecord, loadRecord, type LineEntry } from './jitDumpRecords';
import { forEachLine } from './lineRows';
import { perfEntryName } from './perfMap';
import type { SymbolFacts } from './symbolFacts';

/**
 * Where jitdumps go, by the convention of perf's own agents: below `JITDUMPDIR`, or else below the home folder. It has to be a
 * folder of files that stay and may be executable: perf reads the dump later, and writes what it makes of it beside it.
 */
export const jitDumpsFolder = (environment: NodeJS.ProcessEnv, home: string): string =>
  path.resolve(environment.JITDUMPDIR || home, '.debug', 'jit');

/** The name by which perf knows a jitdump. @param pid the process that runs the code, and maps the file */
export const jitDumpName = (pid: number): string => `jit-${pid}.dump`;

/** The beginning of a jitdump, which is there when its process maps it. @param time see jitDumpRecords.ts */
export const jitDumpHeader = headerRecord;

/**
 * The rest of a jitdump, from which `perf inject --jit` makes a file with symbol, code and lines for each function and
 * each way in or out. Each op has an entry of its own, even where its line is that of the op before.
 * @param facts the lines, where the code is in memory now, before any of it ran
 * @param pid the process that will run it
 * @param now gives the time, see jitDumpRecords.ts
 */
export function* jitDump(facts: SymbolFacts, pid: number, now: () => bigint): Generator<Uint8Array> {
  const { code, address, file } = facts;
  let index = 0;
  const load = (name: string, { start, end }: ByteRange): Uint8Array => {
    const bytes = code.bytes.subarray(start, end);
    return loadRecord({ name, pid, address: address + BigInt(start), bytes, index: index++ }, now());
  };
  for (const part of code.parts) {
    if (part.kind === 'entry') yield load(perfEntryName(part), part.range);
  }
  const rows: LineRow[] = [];
  forEachLine(facts, (offset, line) => rows.push({ offset, line }));
  let next = 0;
  for (const { name, range } of code.functions) {
    const entries: LineEntry[] = [];
    const take = (offset: number, line: number): unknown =>
      entries.push({ address: address + BigInt(offset), line });
    let row = rows[next];
    for (; row && row.offset < range.end; row = rows[++next]) take(row.offset, row.line);
    // perf ends the table at the last entry: one behind the code lets the last part have its line.
    take(range.end, entries.at(-1)?.line ?? 1);
    yield linesRecord(address + BigInt(range.start), file, entries, now());
    yield load(name, range);
  }
  // All code is made before any of it runs.
  yield closeRecord(now());
}

interface LineRow {
  readonly offset: number;
  readonly line: number;
}
