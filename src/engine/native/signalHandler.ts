import type { Koffi, NativeFunction } from './koffiLibrary';

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
 * Lets machine code answer a signal of this process (Linux).
 * @param handler its address; it is called as `void (int, siginfo_t *, ucontext_t *)`
 */
export function setSignalHandler(koffi: Koffi, signal: number, handler: bigint): void {
  const sigaction: NativeFunction = koffi
    .load(null)
    .func('int sigaction(int signal, void *action, void *before)');
  const action = new DataView(new ArrayBuffer(actionSize));
  action.setBigUint64(0, handler, true);
  action.setInt32(flagsOffset, SA_NODEFER | SA_RESTART, true);
  sigaction(signal, new Uint8Array(action.buffer), null);
}
