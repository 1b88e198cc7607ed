import { compileLang } from '../../../../src/engine/lang/compile';
import type { Program } from '../../../../src/engine/format/program';
import { compile } from '../../../../src/engine/jit/compile';
import { disassemble } from '../../../../src/engine/jit/disassemble';
import type { MachineCode } from '../../../../src/engine/jit/machineCode';
import type { NativeHost } from '../../../../src/engine/native/nativeHost';
import { NativeMachine } from '../../../../src/engine/native/nativeMachine';
import { NativeStepper } from '../../../../src/engine/native/tracing/nativeStepper';
import { Tracer } from '../../../../src/engine/native/tracing/tracer';
import { killHosts, startHost } from '../hosts';

const started: Tracer[] = [];

export async function startTracer(): Promise<Tracer> {
  const tracer = await Tracer.start();
  started.push(tracer);
  return tracer;
}

/** Ends every tracer and host that a test started. */
export async function killAll(): Promise<void> {
  for (const tracer of started.splice(0)) tracer.kill();
  await killHosts();
}

/** A program whose thread stands before its first op, in a host and with a tracer of its own. */
export interface SteppedThread {
  readonly program: Program;
  readonly code: MachineCode;
  readonly host: NativeHost;
  readonly native: NativeMachine;
  readonly tracer: Tracer;
  readonly stepper: NativeStepper;
  /** What it printed so far. */
  readonly printed: bigint[];
}

export async function stepProgram(program: Program): Promise<SteppedThread> {
  const code = compile(program);
  const [host, tracer] = [await startHost(), await startTracer()];
  const printed: bigint[] = [];
  const native = await NativeMachine.load(host, program, code, {
    onPrinted: (values) => void printed.push(...values),
  });
  const { address } = native.code;
  const stepper = await NativeStepper.begin(tracer, host, { code, address }, await native.park(), 0);
  return { program, code, host, native, tracer, stepper, printed };
}

export const stepSource = (text: string): Promise<SteppedThread> =>
  stepProgram(compileLang(text, 'test.lang'));

/** The offset of every instruction of the code, as the disassembler lists them. */
export const instructionOffsets = ({ bytes }: MachineCode): Set<number> =>
  new Set(disassemble(bytes, 0, bytes.length, 'att').map(({ offset }) => offset));
