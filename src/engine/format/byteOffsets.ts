import type { FormatVersion } from '../isa/operations';
import type { Program } from './program';
import { version1HeaderSize, version1OpSize } from './version1Layout';
import { version2HeaderSize, wideOpSize } from './version2Layout';
import { version3FirstOp } from './version3Layout';

/** Bytes of one op in a file. */
export const opSizeOf = (version: FormatVersion): number => (version === 1 ? version1OpSize : wideOpSize);

const firstOps: Readonly<Record<FormatVersion, number>> = {
  1: version1HeaderSize,
  2: version2HeaderSize,
  3: version3FirstOp,
};

/** Where an op stands in the file that the program is written to. Unit: bytes. */
export const opByteOffset = ({ version }: Program, opIndex: number): number =>
  firstOps[version] + opIndex * opSizeOf(version);
