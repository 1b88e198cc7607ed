import type { Koffi, NativeFunction } from '../koffiLibrary';

/** <bits/signum-generic.h> */
const SIGTRAP = 5;
/** <bits/sigaction.h>: the handler may be interrupted by its own signal; interrupted system calls begin again. */
const SA_NODEFER = 0x4000_0000;
const SA_RESTART = 0x1000_0000;

/**
 * `struct sigaction` of glibc and musl on x86_64:
 *
 *       0  void (*handler)(int)
 *       8  sigset_t mask, 128 bytes
 *     136  int flags
 *     144  void (*restorer)(void), which the library fills in
 */
const actionSize = 152;
const flagsOffset = 136;

/**
 * Lets this process outlive a tracer that dies at a bad moment: a step or a breakpoint of the processor that it left
 * behind raises SIGTRAP, which would end the process. The kernel takes the step back when the handler is called, and
 * steps over a breakpoint when it returns. From the first traced run on and for good: a breakpoint that was left behind
 * stays in the thread, which runs other code later.
 * @param handler address of machine code that returns at once
 */
export function surviveTraps(koffi: Koffi, handler: bigint): void {
  const sigaction: NativeFunction = koffi
    .load(null)
    .func('int sigaction(int signal, void *action, void *before)');
  const action = new DataView(new ArrayBuffer(actionSize));
  action.setBigUint64(0, handler, true);
  action.setInt32(flagsOffset, SA_NODEFER | SA_RESTART, true);
  sigaction(SIGTRAP, new Uint8Array(action.buffer), null);
}
