import { CodeRunner } from './codeRunner';
import { allowDebugger } from './attachedDebugger';
import { NativeUnavailable } from './errors';
import { ExecutableMemory } from './executableMemory';
import { GdbInterface } from './gdbInterface';
import type { FailureKind, HostReply, HostRequest } from './hostProtocol';
import { loadKoffi, prepareThreads, type Koffi } from './koffiLibrary';
import { openPageMemory } from './pageMemory';

/** All that a host can do, one request at a time. */
export class HostRequests {
  private constructor(
    private readonly koffi: Koffi,
    private readonly memory: ExecutableMemory,
    private readonly runner: CodeRunner,
    private readonly gdb: GdbInterface,
  ) {}

  /** @throws NativeUnavailable when machine code cannot run in this process */
  static async open(): Promise<HostRequests> {
    const koffi = await loadKoffi();
    await prepareThreads(koffi);
    const pages = openPageMemory(koffi);
    const memory = new ExecutableMemory(pages);
    return new HostRequests(koffi, memory, new CodeRunner(koffi, memory), new GdbInterface(koffi, pages));
  }

  /** Does what a request asks for; a failure is a reply as well. */
  async answer(request: HostRequest): Promise<HostReply> {
    const { id } = request;
    try {
      switch (request.kind) {
        case 'load': {
          this.runner.refuseWhileRunning();
          // First: what gdb knows of the old code is wrong for the new one.
          this.gdb.unregister();
          const { address } = this.runner.load(request.bytes);
          return { kind: 'loaded', id, address };
        }
        case 'run':
          return { kind: 'finished', id, result: await this.runner.run(request.request) };
        case 'read':
          return { kind: 'memory', id, bytes: this.memory.read(request.address, request.size) };
        case 'allowDebugger':
          allowDebugger(this.koffi, request.pid);
          return { kind: 'done', id };
        case 'registerSymbols':
          this.gdb.register(request.interfaceFile, request.symbolObject);
          return { kind: 'done', id };
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', id, error: failureKind(error), message };
    }
  }
}

function failureKind(error: unknown): FailureKind {
  return error instanceof NativeUnavailable ? 'unavailable' : 'request';
}
