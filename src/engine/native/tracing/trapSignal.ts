import type { Koffi } from '../koffiLibrary';
import { setSignalHandler } from '../signalHandler';

/** <bits/signum-generic.h> */
const SIGTRAP = 5;

/**
 * Lets this process outlive a tracer that dies at a bad moment: a step or a breakpoint of the processor that it left
 * behind raises SIGTRAP, which would end the process. The kernel takes the step back when the handler is called, and
 * steps over a breakpoint when it returns. From the first traced run on and for good: a breakpoint that was left behind
 * stays in the thread, which runs other code later.
 * @param handler address of machine code that returns at once
 */
export const surviveTraps = (koffi: Koffi, handler: bigint): void =>
  setSignalHandler(koffi, SIGTRAP, handler);
