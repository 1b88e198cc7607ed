import { CodeRunner } from './codeRunner';
import { allowDebugger } from './attachedDebugger';
import { NativeUnavailable } from './errors';
import { DataMemory } from './dataMemory';
import { leaveNoCoreFile } from './coreFile';
import { ExecutableMemory } from './executableMemory';
import { GdbInterface } from './gdbInterface';
import type { FailureKind, HostReply, HostRequest } from './hostProtocol';
import { giveInterruptsToProgram } from './interrupts';
import { markJitDump } from './jitDumpMark';
import { loadKoffi, prepareThreads, type Koffi } from './koffiLibrary';
import { MachineMemory } from './machineMemory';
import type { ParkedThread } from './machineProtocol';
import { MachineRunner } from './machineRunner';
import { openPageMemory } from './pageMemory';
import { Parking } from './tracing/parking';

/** All that a host can do, one request at a time. */
export class HostRequests {
  private readonly parking: Parking;

  private constructor(
    private readonly koffi: Koffi,
    private readonly memory: ExecutableMemory,
    private readonly runner: CodeRunner,
    private readonly machine: MachineRunner,
    private readonly gdb: GdbInterface,
  ) {
    this.parking = new Parking(koffi, runner, machine, machine.memory.data);
  }

  /** @throws NativeUnavailable when machine code cannot run in this process */
  static async open(): Promise<HostRequests> {
    const koffi = await loadKoffi();
    await prepareThreads(koffi);
    leaveNoCoreFile(koffi);
    const pages = openPageMemory(koffi);
    const memory = new ExecutableMemory(pages);
    await giveInterruptsToProgram(koffi, memory);
    const runner = new CodeRunner(koffi, memory);
    const machine = new MachineRunner(runner, new MachineMemory(new DataMemory(pages)));
    return new HostRequests(koffi, memory, runner, machine, new GdbInterface(koffi, pages));
  }

  /**
   * Does what a request asks for; a failure is a reply as well.
   * @param tell for what comes before the reply
   */
  async answer(request: HostRequest, tell: (message: HostReply) => void): Promise<HostReply> {
    const { id } = request;
    const { memory } = this.machine;
    try {
      switch (request.kind) {
        case 'load': {
          this.runner.refuseWhileRunning();
          // First: what gdb knows of the old code is wrong for the new one.
          this.gdb.unregister();
          const { address } = this.runner.load(request.bytes);
          this.machine.prepare(request.machine);
          const machine = { ...memory.addresses, stub: this.runner.framesStub.address };
          return { kind: 'loaded', id, address, ...(request.machine ? { machine } : {}) };
        }
        case 'run':
          return { kind: 'finished', id, result: await this.runner.run(request.request) };
        case 'runMachine': {
          const onPrinted = (values: BigInt64Array): void => tell({ kind: 'printed', id, values });
          return { kind: 'stopped', id, stopped: await this.machine.run(request.request, onPrinted) };
        }
        case 'park': {
          const onParked = (parked: ParkedThread): void => tell({ kind: 'parked', id, parked });
          const onPrinted = (values: BigInt64Array): void => tell({ kind: 'printed', id, values });
          return {
            kind: 'stopped',
            id,
            stopped: await this.parking.run(request.request, onParked, onPrinted),
          };
        }
        case 'goOn':
          return { kind: 'words', id, values: this.machine.goOn() };
        case 'pause':
          this.parking.release();
          this.machine.pause();
          return { kind: 'done', id };
        case 'end':
          // No thread runs code now that could keep it.
          this.runner.refuseWhileRunning();
          return process.exit(request.exitCode);
        case 'readWords':
          return { kind: 'words', id, values: memory.read(request.area, request.first, request.count) };
        case 'writeWords':
          memory.write(request.area, request.first, request.values);
          return { kind: 'done', id };
        case 'read':
          return { kind: 'memory', id, bytes: this.read(request.address, request.size) };
        case 'patchCode':
          this.runner.patch(request.offset, request.bytes);
          return { kind: 'done', id };
        case 'restoreCode':
          this.runner.restore();
          return { kind: 'done', id };
        case 'allowDebugger':
          allowDebugger(this.koffi, request.pid);
          return { kind: 'done', id };
        case 'markJitDump':
          markJitDump(this.koffi, request.file);
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

  /** Machine code, or the memory that it works on. */
  private read(address: bigint, size: number): Uint8Array {
    const code = this.memory.read(address, size);
    return code.length > 0 ? code : this.machine.memory.data.read(address, size);
  }
}

function failureKind(error: unknown): FailureKind {
  return error instanceof NativeUnavailable ? 'unavailable' : 'request';
}
