import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import type { ExecutableMemory } from './executableMemory';
import { toBigInt, type Koffi } from './koffiLibrary';
import { setSignalHandler } from './signalHandler';

/** A signal that nobody uses: the last of the realtime signals. */
const SIGRTMAX = 64;
/** <asm/unistd_64.h> */
const SYS_gettid = 186;
const SYS_tgkill = 234;
/** <linux/prctl.h> */
const PR_SET_NAME = 15;

/** What debuggers call the thread of the program. At most 15 characters. */
const threadName = 'langvm';

/** SIGINT in a mask of signals. */
const interruptBit = 1n << 1n;

/** How long all threads may take. Unit: milliseconds. */
const patience = 1000;

/**
 * A handler of signals, `void (int, siginfo_t *, ucontext_t *)`. When it has returned, the kernel gives its thread the
 * mask of signals that lies in the context: it has no other way to change the mask of a thread from outside.
 */
// prettier-ignore
const handler = Uint8Array.of(
  0x48, 0x83, 0x8a, 0x28, 0x01, 0x00, 0x00, 0x02,  // orq $2,296(%rdx): uc_sigmask gets SIGINT
  0xc3,                                            // ret
);

/**
 * Lets SIGINT come to the program's thread alone, and gives that thread a name. A debugger stops where the signal comes
 * to, and for a process of several threads the kernel would choose the one of the event loop. Linux only; where it fails
 * debuggers stop elsewhere, and nothing else is different.
 *
 * The program's thread is the one thread of libuv's pool (UV_THREADPOOL_SIZE is 1), so that it is known beforehand.
 */
export async function giveInterruptsToProgram(koffi: Koffi, memory: ExecutableMemory): Promise<void> {
  if (process.platform !== 'linux') return;
  // A key in the terminal comes to its whole process group, and the debugger passes it on: it would come twice.
  koffi.load(null).func('int setpgid(int process, int group)')(0, 0);
  const programThread = await nameProgramThread(koffi);
  setSignalHandler(koffi, SIGRTMAX, memory.allocate(handler).address);
  const tgkill = koffi.load(null).func('long syscall(long number, long process, long thread, long signal)');
  for (const thread of threadsWithInterrupts(programThread))
    tgkill(SYS_tgkill, process.pid, thread, SIGRTMAX);
  const end = Date.now() + patience;
  while (threadsWithInterrupts(programThread).length > 0 && Date.now() < end) await after(1);
}

/** @returns the id of the thread that code runs on */
async function nameProgramThread(koffi: Koffi): Promise<number> {
  const libc = koffi.load(null);
  const prctl = libc.func('int prctl(int option, const char *name)');
  const gettid = libc.func('long syscall(long number)');
  await onProgramThread((done) => void prctl.async(PR_SET_NAME, threadName, done));
  return Number(toBigInt(await onProgramThread((done) => void gettid.async(SYS_gettid, done))));
}

/** Waits for a function that koffi calls on a thread of the pool. */
const onProgramThread = (call: (done: (error: unknown, result: unknown) => void) => void): Promise<unknown> =>
  new Promise((resolve, reject) =>
    call((error, result) => (error instanceof Error ? reject(error) : resolve(result))),
  );

/** The threads of this process, but one, that SIGINT could come to. */
const threadsWithInterrupts = (exceptThread: number): readonly number[] =>
  readdirSync('/proc/self/task')
    .map(Number)
    .filter((thread) => thread !== exceptThread && takesInterrupts(thread));

/** Whether a thread lets SIGINT in (proc(5)); not when it has ended just now. */
function takesInterrupts(thread: number): boolean {
  try {
    const mask = /^SigBlk:\s+([0-9a-f]+)$/m.exec(
      readFileSync(`/proc/self/task/${thread}/status`, 'utf8'),
    )?.[1];
    return mask !== undefined && (BigInt(`0x${mask}`) & interruptBit) === 0n;
  } catch {
    return false;
  }
}
