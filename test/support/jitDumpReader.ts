import { equal } from 'node:assert/strict';

/** A function as a reader of a jitdump sees it: its code, and the lines that stood before it. */
export interface DumpedFunction {
  readonly name: string;
  readonly pid: number;
  readonly address: bigint;
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly entries: readonly { readonly address: bigint; readonly line: number; readonly file: string }[];
}

export interface JitDump {
  readonly pid: number;
  readonly functions: readonly DumpedFunction[];
  /** Of the header and of every record, in nanoseconds. */
  readonly times: readonly bigint[];
  /** Whether the last record says that it is the last. */
  readonly closed: boolean;
}

/** Reads a jitdump as its specification has it. @throws AssertionError when the bytes are none */
export function readJitDump(bytes: Buffer): JitDump {
  equal(bytes.readUInt32LE(0), 0x4a695444);
  const functions: DumpedFunction[] = [];
  const times = [bytes.readBigUInt64LE(24)];
  let entries: DumpedFunction['entries'] = [];
  let kind: number | undefined;
  let size = bytes.readUInt32LE(8);
  for (let at = size; at < bytes.length; at += size) {
    kind = bytes.readUInt32LE(at);
    size = bytes.readUInt32LE(at + 4);
    times.push(bytes.readBigUInt64LE(at + 8));
    const record = bytes.subarray(at, at + size);
    equal(record.length, size, 'a record is cut off');
    if (kind === 2) entries = readLines(record);
    if (kind !== 0) continue;
    functions.push({ ...readFunction(record), entries });
    entries = [];
  }
  return { pid: bytes.readUInt32LE(20), functions, times, closed: kind === 3 };
}

function readFunction(record: Buffer): Omit<DumpedFunction, 'entries'> {
  const address = record.readBigUInt64LE(32);
  equal(record.readBigUInt64LE(24), address);
  const nameEnd = record.indexOf(0, 56);
  equal(record.length - nameEnd - 1, Number(record.readBigUInt64LE(40)));
  return {
    name: record.toString('utf8', 56, nameEnd),
    pid: record.readUInt32LE(16),
    address,
    index: Number(record.readBigUInt64LE(48)),
    bytes: record.subarray(nameEnd + 1),
  };
}

function readLines(record: Buffer): DumpedFunction['entries'] {
  const entries = [];
  let at = 32;
  for (let left = record.readBigUInt64LE(24); left > 0n; left--) {
    const end = record.indexOf(0, at + 16);
    const file = record.toString('utf8', at + 16, end);
    entries.push({ address: record.readBigUInt64LE(at), line: record.readUInt32LE(at + 8), file });
    at = end + 1;
  }
  equal(at, record.length);
  return entries;
}
