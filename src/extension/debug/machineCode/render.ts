import type { CodePartFacts } from '../../../engine/jit/describe';

/** What the machine code document shows: a window of the parts, and what is known of the whole. */
export interface MachineCodeView {
  readonly program: string;
  readonly opCount: number;
  /** Bytes of machine code in all. */
  readonly size: number;
  /** As 0x…, while a native host holds the code. */
  readonly address?: string | undefined;
  readonly parts: readonly CodePartFacts[];
  /** What stands on an op's line in the listing. */
  readonly opText: (opIndex: number) => string;
}

/** The document, and which of its lines (from 0) belong to which op. */
export interface RenderedMachineCode {
  readonly text: string;
  readonly linesOfOp: ReadonlyMap<number, { readonly first: number; readonly last: number }>;
}

/** Digits of the widest offset, so that the columns stand below each other. */
const offsetDigits = (size: number): number => Math.max(4, size.toString(16).length);

/** Bytes of the longest instruction that a template emits; longer ones push their text to the right. */
const usualInstructionBytes = 10;

/** Writes the machine code as text: a heading for each part, below it offset, bytes and instruction. */
export function renderMachineCode(view: MachineCodeView): RenderedMachineCode {
  const place = view.address ? ` at ${view.address} in the native host` : '';
  const lines = [`; machine code of ${view.program.replace(/.*[\\/]/, '')}`, `; ${view.size} bytes${place}`];
  const ops = view.parts.filter((part) => part.opIndex !== undefined);
  if (ops.length < view.opCount) {
    lines.push(
      `; ops ${ops[0]?.opIndex ?? 0} to ${ops.at(-1)?.opIndex ?? 0} of ${view.opCount}: around the current op`,
    );
  }
  const digits = offsetDigits(view.size);
  const linesOfOp = new Map<number, { first: number; last: number }>();
  for (const part of view.parts) {
    const first = lines.length;
    lines.push(headingOf(part, view));
    for (const { offset, bytes, text } of part.instructions) {
      const place = offset.toString(16).padStart(digits, '0');
      lines.push(`  +${place}  ${bytes.padEnd(usualInstructionBytes * 3 - 1)}  ${text}`);
    }
    if (part.opIndex !== undefined) linesOfOp.set(part.opIndex, { first, last: lines.length - 1 });
  }
  return { text: lines.join('\n') + '\n', linesOfOp };
}

function headingOf(part: CodePartFacts, view: MachineCodeView): string {
  const name = part.opIndex === undefined ? `${part.kind}:` : `op ${part.opIndex}:`;
  const text = part.opIndex === undefined ? '' : `  ; ${view.opText(part.opIndex)}`;
  return `${name}${text}${part.address ? `  @ ${part.address}` : ''}`;
}
