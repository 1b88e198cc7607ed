import { handlers } from './handlers';
import { header, record } from './layout';
import { OpEmitter, stopValue, type Flow, type MachineLocals } from './opEmitter';
import { Code, type Label } from './wasm/code';
import { i32, type Local } from './wasm/expression';
import { moduleOf, type ExportedFunction } from './wasm/module';

/**
 * The machine as a WebAssembly module, the same for every program:
 * - `run(budget)` runs until something stops it; the budget is a number of backward jumps and calls, at least 1
 * - `step()` runs one op
 *
 * Both return the code of a stop, and both are one loop around one dispatch over the same handlers.
 */
export const machineModuleBytes = (): Uint8Array => moduleOf([runFunction(), stepFunction()]);

function runFunction(): ExportedFunction {
  const code = new Code(1);
  const budget = code.parameter('i32', 0);
  emitMachine(code, (context) => ({
    proceed: () => goOn(context, record.handler),
    count: () => {
      code.set(budget, i32.subtract(budget, i32.constant(1)));
      code.if(i32.isZero(budget), () => leave(context, 'paused'));
    },
    leave: (stop) => leave(context, stop),
  }));
  return { name: 'run', parameters: ['i32'], code };
}

function stepFunction(): ExportedFunction {
  const code = new Code(0);
  emitMachine(code, (context) => ({
    proceed: () => {
      // An op that leads to the end of the program ends it: nobody should have to step from there.
      const isEnd = i32.equal(context.machine.position, i32.load(i32.constant(0), header.end));
      code.if(isEnd, () => goOn(context, record.handler));
      leave(context, 'stepped');
    },
    count: () => {},
    leave: (stop) => leave(context, stop),
  }));
  return { name: 'step', parameters: [], code };
}

interface MachineContext {
  readonly code: Code;
  readonly machine: MachineLocals;
  readonly handler: Local<'i32'>;
  readonly stop: Local<'i32'>;
  /** The loop around the dispatch. */
  readonly again: Label;
  /** The block around the loop. */
  readonly out: Label;
}

/** The loop around the dispatch, and what comes before and after it. */
function emitMachine(code: Code, flowOf: (context: MachineContext) => Flow): void {
  const machine = { position: code.local('i32'), window: code.local('i32') };
  const handler = code.local('i32');
  const stop = code.local('i32');
  const nowhere = i32.constant(0);

  code.set(machine.position, i32.load(nowhere, header.position));
  code.set(machine.window, i32.load(nowhere, header.window));
  // The first op runs by its own handler: a breakpoint on it is where the program stopped last.
  code.set(handler, i32.load16(machine.position, record.original));
  code.block((out) => {
    code.loop((again) => {
      const flow = flowOf({ code, machine, handler, stop, again, out });
      code.select(
        handler,
        handlers.map(
          ({ meaning, isBackward }) =>
            () =>
              meaning(new OpEmitter(code, machine, flow, isBackward)),
        ),
      );
    });
  });
  code.store32(nowhere, machine.position, header.position);
  code.store32(nowhere, machine.window, header.window);
  code.return(stop);
  code.unreachable();
}

function goOn({ code, machine, handler, again }: MachineContext, field: number): void {
  code.set(handler, i32.load16(machine.position, field));
  code.branch(again);
}

function leave({ code, stop, out }: MachineContext, reason: Parameters<Flow['leave']>[0]): void {
  code.set(stop, stopValue(reason));
  code.branch(out);
}
