import { CodeBuffer } from '../jit/codeBuffer';
import { epilogue } from '../jit/compile';
import { isBeingDebugged } from './attachedDebugger';
import { entryStub, framesStub } from './entryStub';
import type { ExecutableMemory, Region } from './executableMemory';
import type { RunRequest } from './hostProtocol';
import { toBigInt, type Koffi } from './koffiLibrary';
import { nativeMessages } from './messages';

/** Machine code at an address, as koffi calls it on a thread of its own. */
export type AsyncFunction = (...values: readonly unknown[]) => void;

/** The request came at the wrong time or names a place that is not there. */
export class RequestError extends Error {}

/** Holds the loaded machine code and runs it, from any op boundary to any other. One run at a time. */
export class CodeRunner {
  private code:
    { readonly bytes: Uint8Array; readonly region: Region; readonly enter: AsyncFunction } | undefined;
  private readonly enterAt: AsyncFunction;
  private readonly enterFrames: AsyncFunction;
  private running = false;
  /** The code that calls code with the convention `frames`. */
  readonly framesStub: Region;

  /** @throws NativeUnavailable when the system refuses executable memory */
  constructor(
    private readonly koffi: Koffi,
    readonly memory: ExecutableMemory,
  ) {
    const parameters = ['int64_t', 'intptr_t'];
    this.enterAt = functionAt(koffi, memory.allocate(entryStub()).address, parameters);
    this.framesStub = memory.allocate(framesStub());
    this.enterFrames = functionAt(koffi, this.framesStub.address, parameters);
  }

  /** @throws RequestError when nothing is loaded */
  get region(): Region {
    return this.loaded.region;
  }

  /**
   * Takes machine code in the place of what was there before. It gets another address: a debugger that is attached may
   * hold breakpoints in the old code, and would write their bytes back into whatever lies there later. For the same
   * reason the old code then stays in memory.
   * @throws RequestError while code runs; NativeUnavailable when the system refuses
   */
  load(bytes: Uint8Array): Region {
    this.refuseWhileRunning();
    const old = this.code;
    this.code = undefined;
    const region = this.memory.allocate(bytes);
    this.code = { bytes, region, enter: functionAt(this.koffi, region.address, []) };
    if (old && !isBeingDebugged()) this.memory.free(old.region);
    return region;
  }

  /**
   * Overwrites loaded code for good: what puts an op's own bytes back after a stop puts these back.
   * @param offset in bytes from the start of the code
   * @throws RequestError while code runs, outside of it, or when nothing is loaded; NativeUnavailable
   */
  patch(offset: number, bytes: Uint8Array): void {
    this.refuseWhileRunning();
    this.check(offset, bytes.length);
    const { loaded } = this;
    this.memory.patch(loaded.region.address + BigInt(offset), bytes);
    const changed = loaded.bytes.slice();
    changed.set(bytes, offset);
    this.code = { ...loaded, bytes: changed };
  }

  /**
   * Puts loaded code back where somebody else wrote over it; see NativeHost.restoreCode.
   * @throws RequestError while code runs or when nothing is loaded; NativeUnavailable
   */
  restore(): void {
    this.refuseWhileRunning();
    const { region, bytes } = this.loaded;
    if (isBeingDebugged() || Buffer.compare(this.memory.read(region.address, region.size), bytes) === 0)
      return;
    this.memory.patch(region.address, bytes);
  }

  /**
   * @returns what rax holds at the end, or before the op to stop at
   * @throws RequestError when it cannot run now or there; NativeUnavailable when the code cannot be patched
   */
  async run({ from, stopAt }: RunRequest): Promise<bigint> {
    this.refuseWhileRunning();
    const { region, enter } = this.loaded;
    if (from !== 'entry') this.check(from.offset, 1);
    return this.exclusively(async () => {
      const restore = stopAt === undefined ? undefined : this.putEpilogue(stopAt);
      try {
        if (from === 'entry') return await call(enter, []);
        return await call(this.enterAt, [from.result, region.address + BigInt(from.offset)]);
      } finally {
        restore?.();
      }
    });
  }

  /**
   * Enters code with the convention `frames`, inside of {@link exclusively}.
   * @param entry address of its `start` or `resume`
   * @param control address of the control block
   */
  async enter(entry: bigint, control: bigint): Promise<void> {
    await call(this.enterFrames, [control, entry]);
  }

  /** Calls machine code on a thread of its own, inside of {@link exclusively}. */
  async callOnThread(enter: AsyncFunction, values: readonly bigint[]): Promise<void> {
    await call(enter, values);
  }

  /**
   * Does something with the loaded code that nothing else may happen to meanwhile.
   * @throws RequestError while code runs or when nothing is loaded
   */
  async exclusively<Outcome>(action: (bytes: Uint8Array) => Promise<Outcome>): Promise<Outcome> {
    this.refuseWhileRunning();
    const { bytes } = this.loaded;
    this.running = true;
    try {
      return await action(bytes);
    } finally {
      this.running = false;
    }
  }

  /** @throws RequestError while code runs */
  refuseWhileRunning(): void {
    if (this.running) throw new RequestError(nativeMessages.busy());
  }

  /**
   * Lets the code return where an op begins: the epilogue in the place of the op's first bytes.
   * @returns what puts them back
   */
  private putEpilogue(offset: number): (() => void) | undefined {
    const { bytes, region } = this.loaded;
    this.check(offset, epilogueBytes.length);
    const before = bytes.subarray(offset, offset + epilogueBytes.length);
    // The program's own epilogue: it returns there by itself.
    if (before.every((byte, index) => byte === epilogueBytes[index])) return undefined;
    const address = region.address + BigInt(offset);
    this.memory.patch(address, epilogueBytes);
    return () => this.memory.patch(address, before);
  }

  private get loaded() {
    if (!this.code) throw new RequestError(nativeMessages.nothingLoaded());
    return this.code;
  }

  private check(offset: number, size: number): void {
    const { length } = this.loaded.bytes;
    if (offset + size > length) throw new RequestError(nativeMessages.outsideCode(offset, length));
  }
}

/** The very bytes that every program ends with. */
const epilogueBytes = ((): Uint8Array => {
  const code = new CodeBuffer();
  epilogue(code);
  return code.finish();
})();

/**
 * Calls on a worker thread, so that this process can still be spoken to. The thread's stack is of 16 MiB; the deepest
 * recursion of a machine, a frame for every two words of its stack, takes 3 MiB.
 */
function call(enter: AsyncFunction, values: readonly bigint[]): Promise<bigint> {
  return new Promise((resolve, reject) => {
    enter(...values, (error: unknown, result: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('koffi could not call machine code.'));
      else resolve(toBigInt(result));
    });
  });
}

/** Makes a function of machine code at an address; koffi calls it with the conventions of the system's C. */
export function functionAt(koffi: Koffi, address: bigint, parameters: readonly string[]): AsyncFunction {
  const decoded: unknown = koffi.decode(address, koffi.proto('int64_t', [...parameters]));
  if (typeof decoded !== 'function' || !('async' in decoded)) {
    throw new TypeError('koffi made no function of the address of machine code.');
  }
  const { async: callAsync } = decoded;
  if (typeof callAsync !== 'function')
    throw new TypeError('koffi made a function that cannot be called on a thread.');
  return (...values) => void Reflect.apply(callAsync, decoded, values);
}
