import type { MachineFrame } from '../../engine/machine/stack';
import { partAt } from '../../engine/jit/parts';
import type { Debuggee } from '../debuggee/debuggee';
import type { Execution } from '../execution/execution';
import type { DisplayFormat } from '../inspection/displayFormat';
import { addressOfOp, BytecodeInstructions } from './bytecodeInstructions';
import type { InstructionSource } from './instructionRow';
import { NativeInstructions } from './nativeInstructions';

/** Addresses of what runs: of ops while the program is interpreted, of machine code in JIT mode. */
export class MachineAddresses {
  private readonly bytecode: BytecodeInstructions;

  constructor(
    private readonly debuggee: Debuggee,
    private readonly execution: Execution,
    private readonly format: DisplayFormat,
  ) {
    this.bytecode = new BytecodeInstructions(debuggee.program);
  }

  /** Address of the machine code in JIT mode; undefined while the program is interpreted. */
  private get nativeBase(): bigint | undefined {
    return this.execution.mode === 'jit' ? this.execution.native.current?.native.code.address : undefined;
  }

  /** Where a frame stands: at its next op or instruction, or behind the CALL that has not returned. */
  ofFrame({ opIndex, window }: MachineFrame): bigint {
    const base = this.nativeBase;
    const isInnermost = window === this.execution.machine.position.window;
    if (isInnermost) return this.execution.thread?.stepper.registers.get('rip') ?? this.ofOp(opIndex);
    return base === undefined
      ? addressOfOp(opIndex + 1)
      : base + BigInt(this.debuggee.code.callReturnOffsets[opIndex] ?? 0);
  }

  /** Where an op begins. */
  ofOp(opIndex: number): bigint {
    const base = this.nativeBase;
    return base === undefined
      ? addressOfOp(opIndex)
      : base + BigInt(this.debuggee.code.opOffsets[opIndex] ?? this.debuggee.code.bytes.length);
  }

  /** The op at an address, or whose machine code an address lies in; undefined where there is none. */
  opAt(address: bigint): number | undefined {
    const base = this.nativeBase;
    const { code, program } = this.debuggee;
    if (base !== undefined && this.native(base).covers(address)) {
      const part = partAt(code, Number(address - base));
      return part?.kind === 'op' ? part.opIndex : undefined;
    }
    const opIndex = Number((address - addressOfOp(0)) / (addressOfOp(1) - addressOfOp(0)));
    return opIndex >= 0 && opIndex < program.opCount ? opIndex : undefined;
  }

  /** What an address is to be disassembled as: an address of the other engine stays what it was when the engine is switched. */
  sourceFor(address: bigint): InstructionSource {
    const base = this.execution.native.current?.native.code.address;
    if (base !== undefined) {
      const native = this.native(base);
      if (native.covers(address)) return native;
    }
    return this.bytecode;
  }

  private native(base: bigint): NativeInstructions {
    return new NativeInstructions(this.debuggee.code, base, this.format.syntax);
  }
}
