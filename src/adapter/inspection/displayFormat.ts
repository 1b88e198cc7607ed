import type { AssemblySyntax } from '../../engine/jit/disassemble';

/** How one session shows integers and machine code. The client may ask for hexadecimal in single requests. */
export class DisplayFormat {
  hex = false;

  constructor(public syntax: AssemblySyntax) {}

  /** A signed 64-bit integer: decimal, or the hexadecimal of its bits. */
  integer(value: bigint, hex = this.hex): string {
    return hex ? `0x${BigInt.asUintN(64, value).toString(16)}` : value.toString();
  }

  /** Does something with hexadecimal on or off, as one request asks for. */
  during<Result>(hex: boolean | undefined, action: () => Result): Result {
    const before = this.hex;
    this.hex = hex ?? before;
    try {
      return action();
    } finally {
      this.hex = before;
    }
  }
}
