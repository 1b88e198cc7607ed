/** One row of a disassembly: an instruction of the processor, or an op where the program is interpreted. */
export interface InstructionRow {
  readonly address: bigint;
  /** Two digits each, a space between; empty where there is no instruction. */
  readonly bytes: string;
  readonly text: string;
  /** The op that begins here. */
  readonly opIndex?: number;
  /** What begins here, for a person: a function, `resume`, `division by zero in op 3`. */
  readonly symbol?: string;
  /** Before the first instruction or behind the last: a row only since the client asked for so many. */
  readonly isOutside?: boolean;
}

/** Everything that can be disassembled in one run of addresses. */
export interface InstructionSource {
  /** Whether an address belongs to it, or lies so near that it can only be meant. */
  covers(address: bigint): boolean;
  /**
   * Rows around an address, exactly as many as asked for.
   * @param address of an instruction, or inside of one
   * @param first the first row, counted in instructions from the one at the address; may be negative
   */
  rows(address: bigint, first: number, count: number): InstructionRow[];
}

const lastAddress = (1n << 64n) - 1n;

/** A row where there is no instruction; before the first address and behind the last there are only those two. */
export const outsideRow = (address: bigint): InstructionRow => ({
  address: address < 0n ? 0n : address > lastAddress ? lastAddress : address,
  bytes: '',
  text: '',
  isOutside: true,
});
