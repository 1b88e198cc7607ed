import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Debuggee } from '../adapter/debuggee/debuggee';
import { symbolText } from '../adapter/gdb/symbolText';
import { jitDump, jitDumpHeader, jitDumpName, jitDumpsFolder } from '../engine/gdb/jitDump';
import { nativeMessages } from '../engine/native/messages';
import { NativeHostGone, type NativeHost } from '../engine/native/nativeHost';
import { cliMessages } from './messages';
import { printError } from './output';
import { systemReason } from './systemError';

/** perf orders what happened by this clock, when it records with `-k mono`: Linux's CLOCK_MONOTONIC. */
const now = (): bigint => process.hrtime.bigint();

/**
 * Writes the jitdump by which `perf inject` and `perf annotate` know the machine code, and says where. Before it runs:
 * perf believes a record from its time on. It stays when the process has ended, in a folder of its own, because perf
 * reads it afterwards and writes files of its own beside it. Where it cannot be written, that is said, and no more.
 * @param address of the first byte of the code in the host
 * @throws NativeHostGone
 */
export async function writeJitDump(debuggee: Debuggee, host: NativeHost, address: bigint): Promise<void> {
  if (process.platform !== 'linux') {
    printError(cliMessages.noJitDump(nativeMessages.jitDumpElsewhere(process.platform)));
    return;
  }
  const parent = jitDumpsFolder(process.env, homedir());
  let folder: string | undefined;
  try {
    await makeFolder(path.dirname(parent));
    await makeFolder(parent);
    folder = await mkdtemp(path.join(parent, `langvm-${today()}-`));
    const file = await fill(folder, debuggee, host, address);
    printError(cliMessages.jitDumpWritten(file));
  } catch (error) {
    // Half a dump would be worse than none.
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    if (error instanceof NativeHostGone || !(error instanceof Error)) throw error;
    const refused = systemReason(error);
    const reason = refused === undefined ? error.message : cliMessages.jitDumpRefused(parent, refused);
    printError(cliMessages.noJitDump(reason));
  }
}

/** @returns the path of the dump */
async function fill(folder: string, debuggee: Debuggee, host: NativeHost, address: bigint): Promise<string> {
  const { program, code } = debuggee;
  const { lines, print } = symbolText(debuggee, (name) => path.join(folder, name));
  if (print) await writeFile(lines.file, print(), { mode: 0o600 });
  const file = path.join(folder, jitDumpName(host.pid));
  await writeFile(file, jitDumpHeader(host.pid, now()), { mode: 0o600 });
  await host.markJitDump(file);
  const records = jitDump({ program, code, address, ...lines }, host.pid, now);
  await pipeline(Readable.from(records), createWriteStream(file, { flags: 'a' }));
  return file;
}

/** Makes a folder that may be there. Not with `recursive`: Node would try for ever where the system says ENOENT, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** As in the names of perf's own agents: `20260314`. */
const today = (): string => new Date().toISOString().slice(0, 10).replaceAll('-', '');
