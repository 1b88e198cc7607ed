import { setTimeout as after } from 'node:timers/promises';
import { NativeUnavailable } from '../errors';
import { functionAt, type CodeRunner } from '../codeRunner';
import type { DataMemory } from '../dataMemory';
import type { Region } from '../executableMemory';
import type { Koffi } from '../koffiLibrary';
import type { MachineRun, MachineStopped, ParkedThread } from '../machineProtocol';
import type { MachineRunner } from '../machineRunner';
import { tracingMessages } from './messages';
import { parkingWords, parkStub, trapHandler } from './parkStub';
import { surviveTraps } from './trapSignal';

/** How long a thread may take to begin. Unit: milliseconds. */
const startTimeout = 5000;

/** What the word `go` may hold, see parkStub.ts. */
const letOn = 1n;
const sendBack = 2n;

/** Where a thread waits before it enters the program, for a tracer to take it by the hand. */
export class Parking {
  private place: { readonly stub: Region; readonly words: Region } | undefined;

  constructor(
    private readonly koffi: Koffi,
    private readonly runner: CodeRunner,
    private readonly machine: MachineRunner,
    private readonly data: DataMemory,
    /** Milliseconds that a thread may take to begin. */
    private readonly patience = startTimeout,
  ) {}

  /**
   * Runs the machine like MachineRunner, but the thread waits first, until its tracer writes to `go`. One that does not
   * begin in time is given up at once, and sent back when it comes: until then the host is busy.
   * @param onParked told once when it waits
   * @throws NativeUnavailable where no tracer could come, or the thread did not; RequestError as MachineRunner
   */
  async run(
    request: MachineRun,
    onParked: (parked: ParkedThread) => void,
    onPrinted: (values: BigInt64Array) => void,
  ): Promise<MachineStopped> {
    const { platform, arch } = process;
    if (platform !== 'linux' || arch !== 'x64')
      throw new NativeUnavailable(tracingMessages.otherSystem(platform, arch));
    const { stub, words } = (this.place ??= this.prepare());
    this.data.write(words, 0, new BigInt64Array(parkingWords.size / 8));
    const enterParked = functionAt(this.koffi, stub.address, ['int64_t', 'intptr_t', 'intptr_t']);
    return new Promise((resolve, reject) => {
      const run = this.machine.run(request, onPrinted, async (entry, control) => {
        const left = this.runner.callOnThread(enterParked, [control, entry, words.address]);
        const thread = await this.waitForThread(words);
        if (thread === undefined) {
          this.data.write(words, parkingWords.go, BigInt64Array.of(sendBack));
          reject(new NativeUnavailable(tracingMessages.notParked()));
        } else onParked({ thread, go: words.address + BigInt(parkingWords.go) });
        await left;
      });
      run.then(resolve, reject);
    });
  }

  /** Lets a thread that waits go, with no tracer beside it. */
  release(): void {
    if (this.place) this.data.write(this.place.words, parkingWords.go, BigInt64Array.of(letOn));
  }

  private prepare() {
    const { memory } = this.runner;
    surviveTraps(this.koffi, memory.allocate(trapHandler).address);
    return { stub: memory.allocate(parkStub), words: this.data.allocate(parkingWords.size) };
  }

  private async waitForThread(words: Region): Promise<number | undefined> {
    const end = Date.now() + this.patience;
    for (;;) {
      const [thread = 0n] = this.data.readWords(words, parkingWords.thread, 1);
      if (thread !== 0n) return Number(thread);
      if (Date.now() > end) return undefined;
      await after(1);
    }
  }
}
