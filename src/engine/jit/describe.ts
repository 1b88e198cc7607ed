import { disassemble, type AssemblySyntax } from './disassemble';
import { hexBytes, hexNumber } from './hex';
import { opCountOf, rangeOfOp, type ByteRange, type MachineCode } from './machineCode';

/** One machine instruction as a person reads it. Plain data, so that it crosses process borders as it is. */
export interface InstructionFacts {
  /** Bytes from the start of the machine code. */
  readonly offset: number;
  /** The bytes, two digits each, a space between. */
  readonly bytes: string;
  readonly text: string;
}

/** What an op, the prologue or the epilogue became. Plain data. */
export interface CodePartFacts {
  readonly kind: 'prologue' | 'op' | 'epilogue';
  /** Only for an op. */
  readonly opIndex?: number;
  /** Bytes from the start of the machine code. */
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
  /** Where it lies in memory, as 0x…; only while a native host holds it. */
  readonly address?: string;
  readonly instructions: readonly InstructionFacts[];
}

export interface DescribeOptions {
  readonly syntax: AssemblySyntax;
  /** Address of byte 0 in the native host's memory, where it is there. */
  readonly baseAddress?: bigint | undefined;
}

/**
 * Describes a window of the machine code: hover, machine code document, variables and command line all show this.
 * @param firstOp, opCount the window; the prologue comes along with op 0 and the epilogue with the last op
 */
export function describeParts(
  code: MachineCode,
  firstOp: number,
  opCount: number,
  options: DescribeOptions,
): CodePartFacts[] {
  const end = Math.min(firstOp + opCount, opCountOf(code));
  const parts: CodePartFacts[] = [];
  if (firstOp === 0) parts.push(describeRange(code, 'prologue', code.prologue, options));
  for (let opIndex = firstOp; opIndex < end; opIndex++) {
    parts.push({ ...describeRange(code, 'op', rangeOfOp(code, opIndex), options), opIndex });
  }
  if (end === opCountOf(code)) parts.push(describeRange(code, 'epilogue', code.epilogue, options));
  return parts;
}

/** Describes one op. @throws RangeError when there is no such op */
export function describeOp(code: MachineCode, opIndex: number, options: DescribeOptions): CodePartFacts {
  return { ...describeRange(code, 'op', rangeOfOp(code, opIndex), options), opIndex };
}

function describeRange(
  code: MachineCode,
  kind: CodePartFacts['kind'],
  { start, end }: ByteRange,
  { syntax, baseAddress }: DescribeOptions,
): CodePartFacts {
  const instructions = disassemble(code.bytes, start, end, syntax, baseAddress).map(
    ({ offset, bytes, text }) => ({
      offset,
      bytes: hexBytes(bytes),
      text,
    }),
  );
  const address = baseAddress === undefined ? {} : { address: hexNumber(baseAddress + BigInt(start)) };
  return { kind, offset: start, size: end - start, ...address, instructions };
}
