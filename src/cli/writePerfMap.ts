import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Program } from '../engine/format/program';
import { perfMap, perfMapPath } from '../engine/gdb/perfMap';
import type { MachineCode } from '../engine/jit/machineCode';
import { printOp } from '../engine/listing/print';
import { cliMessages } from './messages';
import { printError } from './output';
import { systemReason } from './systemError';

/**
 * Writes the map by which `perf report` names the machine code of a process, and says where. It stays when the process
 * has ended: perf reads it afterwards. Where it cannot be written, that is said, and no more.
 * @param pid the native host
 * @param address of the first byte of the code there
 */
export async function writePerfMap(
  program: Program,
  code: MachineCode,
  pid: number,
  address: bigint,
): Promise<void> {
  const file = perfMapPath(pid);
  const pages = perfMap(code, address, (opIndex) => printOp(program, opIndex));
  try {
    // Anybody may have put a link of that name into the folder that all share: what is there goes, and ours is new.
    await rm(file, { force: true });
    await pipeline(Readable.from(pages), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    printError(cliMessages.perfMapWritten(file));
  } catch (error) {
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    printError(cliMessages.noPerfMap(file, reason));
  }
}
