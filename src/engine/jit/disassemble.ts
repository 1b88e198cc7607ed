import { Decoder, DecoderOptions, Formatter, FormatterSyntax, type Instruction } from 'iced-x86';

/** The two ways to write x86 that people know. */
export type AssemblySyntax = 'att' | 'intel';

export interface DecodedInstruction {
  /** Bytes from the start of the machine code. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Mnemonic and operands, in the syntax asked for. */
  readonly text: string;
}

const formatterSyntax: Readonly<Record<AssemblySyntax, FormatterSyntax>> = {
  att: FormatterSyntax.Gas,
  intel: FormatterSyntax.Intel,
};

/**
 * Decodes whole instructions.
 * @param bytes the machine code
 * @param start, end the range to decode, in bytes; must begin and end where an instruction does
 * @param baseAddress where byte 0 is or would be in memory; branch targets are written as addresses from it
 * @param labelAt names what a branch goes to, by its offset; the name stands behind the address, `jmp 0x2f <op 3>`
 */
export function disassemble(
  bytes: Uint8Array,
  start: number,
  end: number,
  syntax: AssemblySyntax,
  baseAddress = 0n,
  labelAt?: (offset: number) => string | undefined,
): DecodedInstruction[] {
  const decoder = new Decoder(64, bytes.subarray(start, end), DecoderOptions.None);
  const formatter = makeFormatter(syntax);
  const instructions: DecodedInstruction[] = [];
  try {
    decoder.ip = baseAddress + BigInt(start);
    while (decoder.canDecode) {
      const offset = start + decoder.position;
      const instruction = decoder.decode();
      const target =
        labelAt && isBranch(instruction) ? instruction.nearBranchTarget - baseAddress : undefined;
      const label = target === undefined ? undefined : labelAt?.(Number(target));
      const text = formatter.format(instruction) + (label === undefined ? '' : ` <${label}>`);
      instructions.push({ offset, bytes: bytes.subarray(offset, offset + instruction.length), text });
      instruction.free();
    }
  } finally {
    // iced-x86 lives in WebAssembly memory that no garbage collector sees.
    formatter.free();
    decoder.free();
  }
  return instructions;
}

const isBranch = ({ isJmpShortOrNear, isJccShortOrNear, isCallNear }: Instruction): boolean =>
  isJmpShortOrNear || isJccShortOrNear || isCallNear;

/** The look of objdump and gdb: hexadecimal with 0x, lower case, a space after the comma only in Intel's syntax. */
function makeFormatter(syntax: AssemblySyntax): Formatter {
  const formatter = new Formatter(formatterSyntax[syntax]);
  formatter.hexPrefix = '0x';
  formatter.hexSuffix = '';
  formatter.uppercaseHex = false;
  formatter.smallHexNumbersInDecimal = false;
  formatter.spaceAfterOperandSeparator = syntax === 'intel';
  formatter.branchLeadingZeros = false;
  formatter.signedImmediateOperands = false;
  return formatter;
}
