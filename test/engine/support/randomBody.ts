import type { ArrayDefinition } from '../../../src/engine/format/program';
import { operations, type OperationName } from '../../../src/engine/isa/operations';
import { pick, rarely, type Choose } from './choices';
import type { ConstantTable } from './constantTable';
import type { FunctionWriter, Label } from './functionWriter';
import { randomInteger } from './randomInteger';
import type { Signature } from './randomProgram';

/** All that the ops of one function are made of. */
export interface BodyContext {
  readonly choose: Choose;
  readonly signatures: readonly Signature[];
  readonly functionIndex: number;
  readonly arrays: readonly ArrayDefinition[];
  readonly constants: ConstantTable;
  readonly writer: FunctionWriter;
}

const binaryNames = (Object.keys(operations) as OperationName[]).filter((name) => {
  const kinds = operations[name].operands.map(({ kind }) => kind);
  return kinds.join(' ') === 'destination source source' && name !== 'DIV' && name !== 'MOD';
});

const constantNames = (Object.keys(operations) as OperationName[]).filter((name) => {
  const kinds = operations[name].operands.map(({ kind }) => kind);
  return kinds.join(' ') === 'destination source constant';
});

const jumpNames = (Object.keys(operations) as OperationName[]).filter((name) => {
  const kinds = operations[name].operands.map(({ kind }) => kind);
  return kinds.length === 3 && kinds[2] === 'target';
});

/** A label that comes to stand on any op from `from` on. */
interface WildLabel {
  readonly label: Label;
  readonly from: number;
}

/** How deep loops and branches nest. */
const deepest = 3;

/** Writes the ops of one function. */
export function randomBody(context: BodyContext): void {
  new BodyWriter(context).function();
}

class BodyWriter {
  private readonly choose: Choose;
  private readonly writer: FunctionWriter;
  private readonly self: Signature;
  /** Registers that count a loop down, which the loop's body leaves alone. */
  private readonly counters = new Set<number>();
  /** The register that was chosen last to be written. */
  private last = 0;
  /** Jumps to any place of the function, placed when all its ops are there. */
  private readonly wildLabels: WildLabel[] = [];

  constructor(private readonly context: BodyContext) {
    this.choose = context.choose;
    this.writer = context.writer;
    const self = context.signatures[context.functionIndex];
    if (!self) throw new RangeError(`There is no function ${context.functionIndex}.`);
    this.self = self;
  }

  function(): void {
    for (
      let register = this.self.parameterCount;
      register < Math.min(this.self.registerCount, 5);
      register++
    ) {
      if (!rarely(this.choose, 3)) this.load(register, randomInteger(this.choose));
    }
    this.block(4 + this.choose(9), 0);
    if (rarely(this.choose, 40)) {
      const label: Label = { opIndex: undefined };
      this.writer.jump(label);
      this.wildLabels.push({ label, from: 0 });
    } else this.writer.op('RETURN', { r: this.source() });
    const { firstOp, opCount } = this.writer;
    for (const { label, from } of this.wildLabels) {
      label.opIndex = firstOp + from + this.choose(opCount - from);
    }
  }

  private block(statements: number, depth: number): void {
    for (let index = 0; index < statements; index++) this.statement(depth);
  }

  private statement(depth: number): void {
    const which = this.choose(30);
    if (which < 5) this.binary(pick(this.choose, binaryNames));
    else if (which < 9) this.withConstant(pick(this.choose, constantNames));
    else if (which < 11) this.load(this.destination(), randomInteger(this.choose));
    else if (which < 12) this.writer.op('LOAD', { a: this.source(), r: this.destination() });
    else if (which < 14) this.division(rarely(this.choose, 2) ? 'DIV' : 'MOD');
    else if (which < 17) this.cell();
    else if (which < 19) this.writer.op('PRINT', { a: this.source() });
    else if (which < 22) this.call(depth);
    else if (which < 25) this.branch(depth);
    else if (which < 28) this.loop(depth);
    else if (which < 29) this.recursion();
    else this.leap();
  }

  private binary(name: OperationName): void {
    this.writer.op(name, { a: this.source(), b: this.source(), r: this.destination() });
  }

  private withConstant(name: OperationName): void {
    const divides = name === 'DIV_CONST' || name === 'MOD_CONST';
    const value = randomInteger(this.choose);
    const constant = divides && value === 0n && !rarely(this.choose, 25) ? 1n : value;
    const b = this.context.constants.indexOf(constant);
    this.writer.op(name, { a: this.source(), b, r: this.destination() });
  }

  private division(name: 'DIV' | 'MOD'): void {
    let divisor = this.source();
    if (!rarely(this.choose, 25)) {
      divisor = this.destination();
      this.load(divisor, randomInteger(this.choose) || 1n);
    }
    this.writer.op(name, { a: this.source(), b: divisor, r: this.destination() });
  }

  private cell(): void {
    const { arrays } = this.context;
    if (arrays.length === 0) return;
    const array = this.choose(arrays.length);
    const length = arrays[array]?.length ?? 1;
    let index = this.source();
    if (!rarely(this.choose, 25)) {
      index = this.destination();
      // The last index mostly: just behind it is where a wrong check shows.
      this.load(index, BigInt(rarely(this.choose, 3) ? this.choose(length) : length - 1));
    }
    if (rarely(this.choose, 50)) this.load(index, BigInt(length));
    if (rarely(this.choose, 2)) this.writer.op('STORE_CELL', { a: index, b: array, r: this.source() });
    else this.writer.op('LOAD_CELL', { a: index, b: array, r: this.destination() });
  }

  /** Calls a later function, so that calls end; now and then any, which is how stacks overflow. */
  private call(depth: number): void {
    const { signatures, functionIndex } = this.context;
    const later = signatures.length - functionIndex - 1;
    const isAny = rarely(this.choose, 14);
    // What loops and calls would otherwise multiply up to takes longer than a test can wait.
    if (!isAny && (later === 0 || (depth > 0 && !rarely(this.choose, 3)))) {
      this.binary('ADD');
      return;
    }
    this.callTo(isAny ? this.choose(signatures.length) : functionIndex + 1 + this.choose(later));
  }

  private callTo(target: number, firstArgument?: number): void {
    const parameterCount = this.context.signatures[target]?.parameterCount ?? 0;
    const room = this.self.registerCount - parameterCount;
    if (room < 0) return;
    this.writer.op('CALL', { a: target, b: firstArgument ?? this.choose(room + 1), r: this.destination() });
  }

  /** Calls itself with a first argument that counts down, eight calls deep at most. */
  private recursion(): void {
    const { parameterCount, registerCount } = this.self;
    const first = registerCount - parameterCount;
    if (parameterCount === 0 || first < 2 || this.counters.size > 0) {
      this.binary('XOR');
      return;
    }
    const skip: Label = { opIndex: undefined };
    this.load(first, 7n);
    this.writer.op('AND', { a: 0, b: first, r: first });
    this.writer.jumpUnless(first, skip);
    // Register 0 may be the run's own first, and is no longer needed as a parameter once it was counted down.
    this.load(0, 1n);
    this.writer.op('SUB', { a: first, b: 0, r: first });
    this.callTo(this.context.functionIndex, first);
    this.writer.place(skip);
  }

  private branch(depth: number): void {
    if (depth >= deepest) {
      this.binary('SUB');
      return;
    }
    const otherwise: Label = { opIndex: undefined };
    const end: Label = { opIndex: undefined };
    this.jumpSometimes(otherwise);
    this.block(1 + this.choose(3), depth + 1);
    this.writer.jump(end);
    this.writer.place(otherwise);
    this.block(this.choose(3), depth + 1);
    this.writer.place(end);
  }

  private loop(depth: number): void {
    const counter = this.choose(this.self.registerCount);
    const one = this.choose(this.self.registerCount);
    if (depth >= deepest || this.counters.has(counter) || this.counters.has(one) || one === counter) {
      this.binary('MUL');
      return;
    }
    this.load(counter, BigInt(1 + this.choose(5)));
    this.counters.add(counter);
    const again: Label = { opIndex: undefined };
    this.writer.place(again);
    this.block(1 + this.choose(4), depth + 1);
    this.load(one, 1n);
    this.writer.op('SUB', { a: counter, b: one, r: counter });
    const which = this.choose(4);
    if (which === 0) this.writer.jumpIf(counter, again);
    else if (which === 1) {
      const zero = this.context.constants.indexOf(0n);
      this.writer.jumpWhen(
        pick(this.choose, ['JUMP_GREATER_CONST', 'JUMP_NOT_EQUAL_CONST']),
        counter,
        zero,
        again,
      );
    } else if (which === 2) {
      // `one` is 1 here.
      this.writer.jumpWhen(pick(this.choose, ['JUMP_GREATER_EQUAL', 'JUMP_GREATER']), counter, one, again);
    } else {
      const out: Label = { opIndex: undefined };
      this.writer.jumpUnless(counter, out);
      this.writer.jump(again);
      this.writer.place(out);
    }
    this.counters.delete(counter);
  }

  /** A jump to any op of the function, or a return in the middle of it. */
  private leap(): void {
    const past: Label = { opIndex: undefined };
    switch (this.choose(5)) {
      case 0:
      case 3: {
        this.writer.op('LOAD', { a: this.source(), r: this.destination() });
        return;
      }
      case 1:
      case 2: {
        this.wild((label) => this.jumpSometimes(label));
        return;
      }
      default:
        this.writer.jumpUnless(this.source(), past);
        this.writer.op('RETURN', { r: this.source() });
        this.writer.place(past);
    }
  }

  /** A jump that depends on a register, or on two, or on one and a constant. */
  private jumpSometimes(label: Label): void {
    const which = this.choose(4);
    if (which === 0) this.writer.jumpIf(this.source(), label);
    else if (which === 1) this.writer.jumpUnless(this.source(), label);
    else {
      const name = pick(this.choose, jumpNames);
      const right = name.endsWith('_CONST')
        ? this.context.constants.indexOf(randomInteger(this.choose))
        : this.source();
      this.writer.jumpWhen(name, this.source(), right, label);
    }
  }

  /** Mostly forwards: what jumps backwards without counting seldom ends. */
  private wild(write: (label: Label) => void): void {
    const label: Label = { opIndex: undefined };
    write(label);
    this.wildLabels.push({ label, from: rarely(this.choose, 8) ? 0 : this.writer.opCount });
  }

  private load(register: number, value: bigint): void {
    this.writer.op('LOAD_CONST', { a: this.context.constants.indexOf(value), r: register });
  }

  /** Mostly one of the first registers, so that ops meet each other's results. */
  private source(): number {
    const { registerCount } = this.self;
    // What the op before computed is what most ops of a compiler read.
    if (rarely(this.choose, 3)) return this.last;
    return this.choose(rarely(this.choose, 10) ? registerCount : Math.min(registerCount, 5));
  }

  private destination(): number {
    this.last = this.freeDestination();
    return this.last;
  }

  private freeDestination(): number {
    const register = this.source();
    if (!this.counters.has(register) || rarely(this.choose, 30)) return register;
    for (let other = 0; other < this.self.registerCount; other++) if (!this.counters.has(other)) return other;
    return register;
  }
}
