import type { Debuggee } from '../debuggee/debuggee';
import type { Machine } from '../execution/machine';
import { addressOfOp } from './bytecodeInstructions';

/** Memory that lies in the session itself: a run of bytes at addresses that no process uses. */
export interface Region {
  readonly name: string;
  readonly start: bigint;
  readonly bytes: () => Uint8Array;
  readonly isWritable: boolean;
}

/**
 * Where registers and cells lie for the client, in both engines: the session keeps the state itself, and so do these
 * addresses stay the same when the engine is switched. They look unlike those of a process, and say what is there.
 */
export const stackBase = 0x2000_0000n;
export const cellsBase = 0x4000_0000n;

/** Bytes of a register or cell. */
export const wordSize = 8;

/** What the session itself holds. */
export function sessionRegions({ program }: Debuggee, { interpreter }: Machine): readonly Region[] {
  const { words } = program;
  return [
    { name: 'the ops', start: addressOfOp(0), bytes: () => bytesOf(words), isWritable: false },
    { name: 'the registers', start: stackBase, bytes: () => bytesOf(interpreter.stack), isWritable: true },
    { name: 'the cells', start: cellsBase, bytes: () => bytesOf(interpreter.cells), isWritable: true },
  ];
}

/** The region that an address lies in. */
export const regionAt = (regions: readonly Region[], address: bigint): Region | undefined =>
  regions.find(({ start, bytes }) => address >= start && address < start + BigInt(bytes().length));

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
