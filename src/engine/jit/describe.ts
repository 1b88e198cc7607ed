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

/** A part before its instructions were decoded. */
interface PlacedPart extends Pick<CodePartFacts, 'kind' | 'opIndex'> {
  readonly range: ByteRange;
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
  const parts: PlacedPart[] = [];
  if (firstOp === 0) parts.push({ kind: 'prologue', range: code.prologue });
  for (let opIndex = firstOp; opIndex < end; opIndex++) parts.push(placedOp(code, opIndex));
  if (end === opCountOf(code)) parts.push({ kind: 'epilogue', range: code.epilogue });
  return describe(code, parts, options);
}

/** Describes one op. @throws RangeError when there is no such op */
export function describeOp(code: MachineCode, opIndex: number, options: DescribeOptions): CodePartFacts {
  const [part] = describe(code, [placedOp(code, opIndex)], options);
  if (!part) throw new RangeError(`op ${opIndex} has no description`);
  return part;
}

const placedOp = (code: MachineCode, opIndex: number): PlacedPart => ({
  kind: 'op',
  opIndex,
  range: rangeOfOp(code, opIndex),
});

/** Decodes runs of parts that follow each other in one go: a decoder costs more to make than an op to decode. */
function describe(
  code: MachineCode,
  parts: readonly PlacedPart[],
  options: DescribeOptions,
): CodePartFacts[] {
  const { syntax, baseAddress } = options;
  const described: CodePartFacts[] = [];
  for (let first = 0; first < parts.length;) {
    let last = first;
    while (parts[last + 1]?.range.start === parts[last]?.range.end) last++;
    const start = parts[first]?.range.start ?? 0;
    const end = parts[last]?.range.end ?? start;
    const instructions = disassemble(code.bytes, start, end, syntax, baseAddress);
    let next = 0;
    for (const { range, ...part } of parts.slice(first, last + 1)) {
      const own: InstructionFacts[] = [];
      for (let found = instructions[next]; found && found.offset < range.end; found = instructions[++next]) {
        own.push({ offset: found.offset, bytes: hexBytes(found.bytes), text: found.text });
      }
      const address =
        baseAddress === undefined ? {} : { address: hexNumber(baseAddress + BigInt(range.start)) };
      described.push({
        ...part,
        offset: range.start,
        size: range.end - range.start,
        ...address,
        instructions: own,
      });
    }
    first = last + 1;
  }
  return described;
}
