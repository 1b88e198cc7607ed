import type { CodePartFacts, InstructionFacts } from '../../../engine/jit/describe';

/** A branch whose target has no name yet: `je 0xbe`. */
const namelessBranch = /^(?:j[a-z]+|call) (?:short )?(0x[0-9a-f]+)$/;

/**
 * Names the targets of branches inside of a part by the part, as gdb does: `je 0xbe <op 0+0x1d>`. Those that lead to the
 * beginning of a part carry its name already.
 * @param baseAddress of the first byte of all code, where it is in memory
 */
export function withLocalLabels(
  { instructions, offset, size, name }: CodePartFacts,
  baseAddress: string | undefined,
): InstructionFacts[] {
  const base = BigInt(baseAddress ?? 0);
  return instructions.map((instruction) => {
    const target = namelessBranch.exec(instruction.text)?.[1];
    if (target === undefined) return instruction;
    const inPart = Number(BigInt(target) - base) - offset;
    if (inPart <= 0 || inPart >= size) return instruction;
    return { ...instruction, text: `${instruction.text} <${name}+0x${inPart.toString(16)}>` };
  });
}
