import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readProgram } from '../../../src/engine/format/read';
import type { Program } from '../../../src/engine/format/program';
import { attachScript, type AttachScriptOptions } from '../../../src/engine/gdb/attachScript';
import type { Gdb } from '../../../src/engine/gdb/findGdb';
import { makeJitInterface } from '../../../src/engine/gdb/jitInterface';
import { makeSymbolObject } from '../../../src/engine/gdb/symbolObject';
import { compile } from '../../../src/engine/jit/compile';
import type { MachineCode } from '../../../src/engine/jit/machineCode';
import { entryLine, headerLineCount, printListing } from '../../../src/engine/listing/print';
import { NativeHost, type CodeSymbols, type LoadedCode } from '../../../src/engine/native/nativeHost';
import { GdbProcess } from './gdbProcess';

const vectors = path.join(__dirname, '../../fixtures/vectors');

export const vectorProgram = (name: string): Program => readProgram(readFileSync(path.join(vectors, name)));

/** A native host with a program, its listing on disk, and everything that gdb needs. */
export class DebuggedHost {
  private gdb: GdbProcess | undefined;

  private constructor(
    readonly host: NativeHost,
    readonly code: MachineCode,
    readonly loaded: LoadedCode,
    readonly folder: string,
  ) {}

  /**
   * @param name what the file of the listing is called
   * @param viaInterface whether gdb gets the symbols through its JIT interface
   */
  static async start(program: Program, name: string, viaInterface = true): Promise<DebuggedHost> {
    const folder = mkdtempSync(path.join(tmpdir(), 'langvm gdb test-'));
    const code = compile(program);
    writeFileSync(path.join(folder, name), printListing(program, `/home/learner/${name}`));
    const host = await NativeHost.start();
    const loaded = await host.load(
      code.bytes,
      viaInterface ? symbolsOf(code, path.join(folder, name)) : undefined,
    );
    return new DebuggedHost(host, code, loaded, folder);
  }

  /** Attaches gdb and waits until its script has come to `continue`, which is when the host is traced and runs. */
  async attach(gdb: Gdb, options: Partial<AttachScriptOptions> = {}): Promise<GdbProcess> {
    const file = path.join(this.folder, 'attach.gdb');
    const { pid } = this.host;
    const { address: stopAddress, size: remainingSize } = this.loaded;
    const { version } = gdb;
    writeFileSync(
      file,
      attachScript({ pid, stopAddress, remainingSize, syntax: 'att', version, ...options }),
    );
    this.gdb = GdbProcess.start(gdb, file);
    while (this.tracer !== this.gdb.pid) await new Promise((resolve) => setTimeout(resolve, 10));
    return this.gdb;
  }

  /** Process id of the debugger that is attached, or 0. */
  get tracer(): number {
    return Number(/^TracerPid:\s+(\d+)/m.exec(readFileSync(`/proc/${this.host.pid}/status`, 'utf8'))?.[1]);
  }

  async end(): Promise<void> {
    await this.gdb?.kill();
    this.host.kill();
    await new Promise<void>((resolve) => this.host.onExit(() => resolve()));
    rmSync(this.folder, { recursive: true });
  }
}

/** The line of an op in the listing of a program of version 1. */
export const lineOfVersion1 = (opIndex: number): number => headerLineCount + 1 + opIndex;

/** What gdb is to know of machine code whose listing is in a file. */
export const symbolsOf = (code: MachineCode, file: string): CodeSymbols => ({
  jitInterface: makeJitInterface(),
  symbolObject: (address) => makeSymbolObject({ code, address, file, lineOfOp: lineOfVersion1, entryLine }),
});
