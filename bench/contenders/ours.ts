import { Interpreter } from '../../src/engine/interpreter/interpreter';
import { compile } from '../../src/engine/jit/compile';
import { NativeHost } from '../../src/engine/native/nativeHost';
import { NativeMachine } from '../../src/engine/native/nativeMachine';
import type { Program } from '../../src/engine/format/program';
import type { Contender, Entrant } from '../contender';

/** Seconds of a monotonic clock. */
const now = (): number => Number(process.hrtime.bigint()) / 1e9;

/** The last op of the first function: each program comes there once, at its end. */
function lastOpOf({ functions }: Program): number {
  const [main] = functions;
  if (!main) throw new RangeError('The program has no function.');
  return main.firstOp + main.opCount - 1;
}

/** The interpreter as a debugger runs it: with a breakpoint, and in slices so that it can be paused. */
export const interpreter: Entrant = () => {
  const contender: Contender = {
    name: 'our interpreter',
    description: 'with a breakpoint set',
    prepare: ({ program }) => {
      const machine = new Interpreter(program);
      machine.setBreakpoints([lastOpOf(program)]);
      return Promise.resolve(() => {
        machine.reset();
        const start = now();
        while (machine.run(200_000) !== 'ended');
        return Promise.resolve({ seconds: now() - start, result: machine.result });
      });
    },
    close: () => undefined,
  };
  return Promise.resolve(contender);
};

/** Our machine code in its own process, asked for as the adapter asks, breakpoint and message included. */
export const jit: Entrant = async () => {
  const name = 'our JIT';
  let host: NativeHost;
  try {
    host = await NativeHost.start();
  } catch (error) {
    return { name, reason: String(error) };
  }
  return {
    name,
    description: 'with a breakpoint set, in its process; the messages there and back are part of the time',
    prepare: ({ program }) => {
      const beginning = new Interpreter(program).save();
      const code = compile(program);
      return Promise.resolve(async () => {
        // One host holds one program at a time.
        const machine = await NativeMachine.load(host, program, code);
        await machine.setImage(beginning);
        const breakpoints = [lastOpOf(program)];
        const start = now();
        let stopped = await machine.run({ breakpoints });
        while (stopped.stop === 'breakpoint') stopped = await machine.run({ breakpoints });
        const seconds = now() - start;
        if (stopped.stop !== 'ended') throw new Error(`The machine code stopped: ${stopped.stop}.`);
        return { seconds, result: stopped.result };
      });
    },
    close: () => host.kill(),
  };
};
