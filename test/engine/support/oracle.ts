import type { Program } from '../../../src/engine/format/program';

/**
 * A machine for the tests alone, written from the documents and not from the engines: plain BigInt, one switch over
 * opcodes as the documents number them, nothing imported but the type of a program. Slow, and easy to believe.
 */

/** Why the oracle stopped; `budget` when it ran all the ops that it was given. */
export type OracleStop = 'ended' | 'divisionByZero' | 'cellOutOfRange' | 'stackTooDeep' | 'budget';

interface OracleFrame {
  readonly functionIndex: number;
  /** Index in the stack of register 0. Unit: words. */
  readonly window: number;
  /** The op that comes next; in all but the innermost frame the CALL that has not returned. */
  opIndex: number;
  /** Registers that were written; the others are 0. */
  readonly registers: Map<number, bigint>;
}

/** Stands for the one op of version 1, whose opcode means something else in the later versions. */
const immediateOpcode = -1;

/** Words of the stack that all frames share. */
const stackSize = 262_144;

export class Oracle {
  /** The outermost first. */
  readonly frames: OracleFrame[] = [{ functionIndex: 0, window: 1, opIndex: 0, registers: new Map() }];
  /** The cells of all arrays, one array after the other. */
  readonly cells: bigint[];
  readonly output: bigint[] = [];
  result = 0n;
  /** Ops that ran. */
  opsRun = 0;
  /** Jumps taken to the same op or one before it, and calls: what the engines count against their budget. */
  backwardJumpsAndCalls = 0;

  constructor(private readonly program: Program) {
    const cellCount = program.arrays.reduce((sum, { length }) => sum + length, 0);
    this.cells = new Array<bigint>(cellCount).fill(0n);
    if (program.opCount === 0) this.end(0n);
  }

  get opIndex(): number {
    return this.frame.opIndex;
  }

  get window(): number {
    return this.frame.window;
  }

  get hasEnded(): boolean {
    return this.opIndex >= this.program.opCount;
  }

  /** Runs at most so many ops. A trap leaves everything as it was before the op. */
  run(budget: number): OracleStop {
    for (let ops = 0; ops < budget && !this.hasEnded; ops++) {
      const trap = this.step();
      if (trap) return trap;
    }
    return this.hasEnded ? 'ended' : 'budget';
  }

  /** The used words of the stack, laid out as `src/engine/machine/stack.ts` draws it. */
  stack(): BigInt64Array {
    const { window, functionIndex } = this.frame;
    const words = new BigInt64Array(window + this.registerCountOf(functionIndex));
    this.frames.forEach((frame, index) => {
      const caller = this.frames[index - 1];
      words[frame.window - 1] = caller ? BigInt(caller.opIndex) : -1n;
      for (const [register, value] of frame.registers) words[frame.window + register] = value;
    });
    return words;
  }

  private get frame(): OracleFrame {
    const innermost = this.frames[this.frames.length - 1];
    if (!innermost) throw new Error('The oracle lost its last frame.');
    return innermost;
  }

  /** Runs one op. @returns the trap, where it trapped */
  private step(): OracleStop | undefined {
    const { program, frame } = this;
    const at = frame.opIndex * 4;
    const [opcode = 0, a = 0, b = 0, r = 0] = program.words.subarray(at, at + 4);
    const before = frame.opIndex;
    const trap = this.execute(program.version === 1 ? immediateOpcode : opcode, a, b, r);
    if (trap) return trap;
    this.opsRun++;
    // Only versions 1 and 2 can come to their end without a RETURN: 1 gives its one register then, 2 gives 0.
    if (this.frame === frame && frame.opIndex === before + 1 && frame.opIndex >= program.opCount) {
      if (program.version === 1) this.end(this.read(0));
      if (program.version === 2 && opcode !== 1) this.end(0n);
    }
    return undefined;
  }

  private execute(opcode: number, a: number, b: number, r: number): OracleStop | undefined {
    const { frame } = this;
    switch (opcode) {
      case immediateOpcode:
        this.write(0, BigInt(a) | (BigInt(b) << 32n));
        break;
      case 1: {
        this.returnValue(this.read(r));
        return;
      }
      case 2:
        this.write(r, this.program.constants[a]?.bits ?? 0n);
        break;
      case 3:
        this.write(r, this.read(a));
        break;
      case 20:
        this.jump(a);
        return undefined;
      case 21:
        this.jump(this.read(a) !== 0n ? b : frame.opIndex + 1);
        return undefined;
      case 22:
        this.jump(this.read(a) === 0n ? b : frame.opIndex + 1);
        return undefined;
      case 23:
        return this.call(a, b);
      case 24:
        this.output.push(this.read(a));
        break;
      case 25:
      case 26: {
        const index = this.read(a);
        if (index < 0n || index >= BigInt(this.program.arrays[b]?.length ?? 0)) return 'cellOutOfRange';
        const lengths = this.program.arrays.slice(0, b).map(({ length }) => length);
        const cell = lengths.reduce((sum, length) => sum + length, 0) + Number(index);
        if (opcode === 25) this.write(r, this.cells[cell] ?? 0n);
        else this.cells[cell] = this.read(r);
        break;
      }
      case 43:
      case 44:
      case 45:
      case 46:
      case 47:
      case 48:
      case 49:
      case 50:
      case 51:
      case 52:
      case 53:
      case 54: {
        // The six comparisons from 14 on, as jumps: with a register on the right, then with a constant.
        const right = opcode < 49 ? this.read(b) : (this.program.constants[b]?.bits ?? 0n);
        const comparison = 14 + ((opcode - 43) % 6);
        this.jump(combine(comparison, this.read(a), right) === 1n ? r : frame.opIndex + 1);
        return undefined;
      }
      default: {
        // From 27 on the same sixteen operations as from 4 on, with a constant on the right.
        const value =
          opcode >= 27
            ? combine(opcode - 23, this.read(a), this.program.constants[b]?.bits ?? 0n)
            : combine(opcode, this.read(a), this.read(b));
        if (value === undefined) return 'divisionByZero';
        this.write(r, value);
      }
    }
    frame.opIndex++;
    return undefined;
  }

  private jump(target: number): void {
    if (target <= this.frame.opIndex) this.backwardJumpsAndCalls++;
    this.frame.opIndex = target;
  }

  private call(functionIndex: number, firstArgument: number): OracleStop | undefined {
    const caller = this.frame;
    const callee = this.program.functions[functionIndex];
    if (!callee) throw new Error(`There is no function ${functionIndex}.`);
    const window = caller.window + this.registerCountOf(caller.functionIndex) + 1;
    if (window + callee.registerCount > stackSize) return 'stackTooDeep';
    const registers = new Map<number, bigint>();
    for (let index = 0; index < callee.parameterCount; index++) {
      registers.set(index, this.read(firstArgument + index));
    }
    this.frames.push({ functionIndex, window, opIndex: callee.firstOp, registers });
    this.backwardJumpsAndCalls++;
    return undefined;
  }

  private returnValue(value: bigint): undefined {
    if (this.frames.length === 1) {
      this.end(value);
      return;
    }
    this.frames.pop();
    const caller = this.frame;
    this.write(this.program.words[caller.opIndex * 4 + 3] ?? 0, value);
    caller.opIndex++;
  }

  private end(value: bigint): undefined {
    this.result = value;
    this.frame.opIndex = this.program.opCount;
  }

  private read(register: number): bigint {
    return this.frame.registers.get(register) ?? 0n;
  }

  private write(register: number, value: bigint): void {
    this.frame.registers.set(register, BigInt.asIntN(64, value));
  }

  private registerCountOf(functionIndex: number): number {
    return this.program.functions[functionIndex]?.registerCount ?? 0;
  }
}

/** The ops of two registers, in integers without end; undefined for a division by zero. */
function combine(opcode: number, a: bigint, b: bigint): bigint | undefined {
  const count = b & 63n;
  switch (opcode) {
    case 4:
      return a + b;
    case 5:
      return a - b;
    case 6:
      return a * b;
    case 7:
      return b === 0n ? undefined : a / b;
    case 8:
      return b === 0n ? undefined : a % b;
    case 9:
      return a & b;
    case 10:
      return a | b;
    case 11:
      return a ^ b;
    case 12:
      return a << count;
    case 13:
      return a >> count;
    case 14:
      return a === b ? 1n : 0n;
    case 15:
      return a !== b ? 1n : 0n;
    case 16:
      return a < b ? 1n : 0n;
    case 17:
      return a <= b ? 1n : 0n;
    case 18:
      return a > b ? 1n : 0n;
    case 19:
      return a >= b ? 1n : 0n;
    default:
      throw new Error(`The oracle does not know opcode ${opcode}.`);
  }
}
