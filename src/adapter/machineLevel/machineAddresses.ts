import { hexNumber } from '../../engine/jit/hex';
import type { MachineFrame } from '../../engine/machine/stack';
import { firstOf, placeInCode, type InstructionPlace } from '../breakpoints/instructionPlace';
import type { Debuggee } from '../debuggee/debuggee';
import type { Execution } from '../execution/execution';
import { breakpointMessages } from '../errors';
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
    return this.execution.mode === 'jit' ? this.loadedBase : undefined;
  }

  /** Address of the machine code, whichever engine runs; undefined where no native host has it. */
  private get loadedBase(): bigint | undefined {
    return this.execution.native.current?.native.code.address;
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

  /** Where a breakpoint at an address comes to stand: in machine code also while the program is interpreted. */
  placeAt(address: bigint): InstructionPlace {
    const base = this.loadedBase;
    const { code, program } = this.debuggee;
    if (base !== undefined && this.native(base).covers(address))
      return placeInCode(code, program, base, Number(address - base));
    const opIndex = Number((address - addressOfOp(0)) / (addressOfOp(1) - addressOfOp(0)));
    if (address < addressOfOp(0) || opIndex >= program.opCount)
      return { kind: 'nowhere', message: breakpointMessages.noInstruction() };
    const moved =
      address === addressOfOp(opIndex) ? {} : { message: breakpointMessages.movedToInstruction() };
    return { kind: 'op', opIndex, address: hexNumber(this.ofOp(opIndex)), ...moved };
  }

  /** The same where the program cannot be stopped inside of ops. @param reason why not */
  placeAtOp(place: InstructionPlace, reason: string): InstructionPlace {
    const base = this.loadedBase;
    if (place.kind === 'nowhere' || place.offset === undefined || base === undefined) return place;
    return firstOf(this.debuggee.code, base, place.opIndex, breakpointMessages.movedToOp(reason));
  }

  /** What an address is to be disassembled as: an address of the other engine stays what it was when the engine is switched. */
  sourceFor(address: bigint): InstructionSource {
    const base = this.loadedBase;
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
