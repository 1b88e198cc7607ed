import { disassemble, type AssemblySyntax } from './disassemble';
import { hexBytes, hexNumber } from './hex';
import type { CodePart, MachineCode, PartKind } from './machineCode';
import { labelOf, nameOfPart, opPart, partsOf } from './parts';

/** One machine instruction as a person reads it. Plain data, so that it crosses process borders as it is. */
export interface InstructionFacts {
  /** Bytes from the start of the machine code. */
  readonly offset: number;
  /** The bytes, two digits each, a space between. */
  readonly bytes: string;
  readonly text: string;
}

/** What a part of the machine code is made of. Plain data. */
export interface CodePartFacts {
  readonly kind: PartKind;
  /** What it is, for a person: `op 12`, `prologue`, `resume`, `division by zero in op 12`. */
  readonly name: string;
  /** For an op, and for the stub that is a way out of it: `kind` tells them apart. */
  readonly opIndex?: number;
  /** Not for entries. */
  readonly functionIndex?: number;
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
 * Describes a window of the machine code, in the order of addresses: hover, machine code document, variables and
 * command line all show this.
 * @param firstOp, opCount the window; what stands before the first op of a function (the ways in, its prologue) comes
 *   along with that op, what stands behind the last (epilogue, stubs) with that; with the op count and 0 the latter alone
 */
export function describeParts(
  code: MachineCode,
  firstOp: number,
  opCount: number,
  options: DescribeOptions,
): CodePartFacts[] {
  return describe(code, partsOf(code, firstOp, opCount), options);
}

/** Describes one op. @throws RangeError when there is no such op */
export function describeOp(code: MachineCode, opIndex: number, options: DescribeOptions): CodePartFacts {
  const [part] = describe(code, [opPart(code, opIndex)], options);
  if (!part) throw new RangeError(`op ${opIndex} has no description`);
  return part;
}

/** Decodes runs of parts that follow each other in one go: a decoder costs more to make than an op to decode. */
function describe(code: MachineCode, parts: readonly CodePart[], options: DescribeOptions): CodePartFacts[] {
  const { syntax, baseAddress } = options;
  const described: CodePartFacts[] = [];
  for (let first = 0; first < parts.length;) {
    let last = first;
    while (parts[last + 1]?.range.start === parts[last]?.range.end) last++;
    const start = parts[first]?.range.start ?? 0;
    const end = parts[last]?.range.end ?? start;
    const labelAt = (offset: number): string | undefined => labelOf(code, offset);
    const instructions = disassemble(code.bytes, start, end, syntax, baseAddress, labelAt);
    let next = 0;
    for (const part of parts.slice(first, last + 1)) {
      const { range, ...facts } = part;
      const own: InstructionFacts[] = [];
      for (let found = instructions[next]; found && found.offset < range.end; found = instructions[++next]) {
        own.push({ offset: found.offset, bytes: hexBytes(found.bytes), text: found.text });
      }
      const address =
        baseAddress === undefined ? {} : { address: hexNumber(baseAddress + BigInt(range.start)) };
      described.push({
        ...facts,
        name: nameOfPart(part),
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
