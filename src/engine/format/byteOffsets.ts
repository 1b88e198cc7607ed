import type { Program } from './program';
import { version1HeaderSize, version1OpSize } from './version1';

/** Where an op stands in the file that the program is written to. Unit: bytes. */
export function opByteOffset(_program: Program, opIndex: number): number {
  return version1HeaderSize + opIndex * version1OpSize;
}
