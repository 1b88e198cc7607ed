import { bytesOf, type ByteWriter } from './byteWriter';
import { EM_X86_64 } from './elf';

/**
 * The records of a jitdump (linux/tools/perf/Documentation/jitdump-specification.txt, version 1 of the format). Numbers
 * are little-endian, times nanoseconds of CLOCK_MONOTONIC, texts end with a 0, and records follow each other unaligned.
 *
 *     header                              every record
 *        0  u32 magic "JiTD"                 0  u32 kind
 *        4  u32 version                      4  u32 bytes, these 16 included
 *        8  u32 bytes of the header          8  u64 time
 *       12  u32 machine, as in ELF          16  what its kind has
 *       16  u32 0
 *       20  u32 process
 *       24  u64 time
 *       32  u64 flags
 */
const magic = 0x4a695444;
const formatVersion = 1;
const headerSize = 40;

const JIT_CODE_LOAD = 0;
const JIT_CODE_DEBUG_INFO = 2;
const JIT_CODE_CLOSE = 3;

/** Machine code under a name of its own. */
export interface LoadedFunction {
  readonly name: string;
  /** Process id. */
  readonly pid: number;
  readonly address: bigint;
  readonly bytes: Uint8Array;
  /** A number that no other function of the file has. */
  readonly index: number;
}

/** From this address on, code belongs to that line (from 1). */
export interface LineEntry {
  readonly address: bigint;
  readonly line: number;
}

/** @param pid id of the process that runs the code */
export function headerRecord(pid: number, time: bigint): Uint8Array {
  return bytesOf((writer) => {
    writer.u32(magic);
    writer.u32(formatVersion);
    writer.u32(headerSize);
    writer.u32(EM_X86_64);
    writer.u32(0);
    writer.u32(pid);
    writer.u64(time);
    writer.u64(0);
  });
}

/**
 *     16  u32 process, u32 thread         40  u64 size of the code
 *     24  u64 address of the code         48  u64 index
 *     32  u64 address of the code         56  name, code
 */
export function loadRecord({ name, pid, address, bytes, index }: LoadedFunction, time: bigint): Uint8Array {
  return record(JIT_CODE_LOAD, time, (writer) => {
    writer.u32(pid);
    writer.u32(pid);
    writer.u64(address);
    writer.u64(address);
    writer.u64(bytes.length);
    writer.u64(index);
    writer.string(name);
    writer.append(bytes);
  });
}

/**
 * The lines of the function whose {@link loadRecord} comes next.
 *
 *     16  u64 address of the code         32  u64 address, u32 line, u32 0, name of the file
 *     24  u64 count of entries                and so on
 *
 * Each entry names the file anew: perf knows no shorter way.
 */
export function linesRecord(
  address: bigint,
  file: string,
  entries: readonly LineEntry[],
  time: bigint,
): Uint8Array {
  const name = bytesOf((writer) => writer.string(file));
  return record(JIT_CODE_DEBUG_INFO, time, (writer) => {
    writer.u64(address);
    writer.u64(entries.length);
    for (const entry of entries) {
      writer.u64(entry.address);
      writer.u32(entry.line);
      writer.u32(0);
      writer.append(name);
    }
  });
}

/** No more code will come. */
export const closeRecord = (time: bigint): Uint8Array => record(JIT_CODE_CLOSE, time, () => undefined);

function record(kind: number, time: bigint, write: (writer: ByteWriter) => void): Uint8Array {
  const bytes = bytesOf((writer) => {
    writer.u32(kind);
    writer.u32(0);
    writer.u64(time);
    write(writer);
  });
  new DataView(bytes.buffer).setUint32(4, bytes.length, true);
  return bytes;
}
