import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readProgram } from '../../../src/engine/format/read';
import type { Program } from '../../../src/engine/format/program';
import { attachScript, type AttachScriptOptions } from '../../../src/engine/gdb/attachScript';
import type { Gdb } from '../../../src/engine/gdb/findGdb';
import { makeJitInterface } from '../../../src/engine/gdb/jitInterface';
import { makeSymbolObject } from '../../../src/engine/gdb/symbolObject';
import type { SymbolFacts } from '../../../src/engine/gdb/symbolFacts';
import { compile } from '../../../src/engine/jit/compile';
import type { MachineCode } from '../../../src/engine/jit/machineCode';
import { compileLang } from '../../../src/engine/lang/compile';
import { printedLineOfFunction, printedLineOfOp, printListing } from '../../../src/engine/listing/print';
import { NativeHost, type CodeSymbols, type LoadedCode } from '../../../src/engine/native/nativeHost';
import { NativeMachine, type NativeStop } from '../../../src/engine/native/nativeMachine';
import { GdbProcess } from './gdbProcess';

const vectors = path.join(__dirname, '../../fixtures/vectors');

export const vectorProgram = (name: string): Program => readProgram(readFileSync(path.join(vectors, name)));

/** A program and the file that its lines are in. */
export interface ShownProgram {
  readonly program: Program;
  /** Name of the file, and what is in it. */
  readonly name: string;
  readonly text: string;
}

/** A program that gdb shows by its listing. */
export const asListing = (program: Program, name: string): ShownProgram => ({
  program,
  name,
  text: printListing(program, `/home/learner/${name}`),
});

/** A program that gdb shows by its source. */
export const asSource = (text: string, name: string): ShownProgram => ({
  program: compileLang(text, name),
  name,
  text,
});

/** A native host with a program, the text that gdb shows of it on disk, and everything that gdb needs. */
export class DebuggedHost {
  private gdb: GdbProcess | undefined;
  /** What the program printed. */
  readonly printed: bigint[] = [];

  private constructor(
    readonly host: NativeHost,
    readonly folder: string,
    public code: MachineCode,
    public native: NativeMachine,
  ) {}

  /** @param viaInterface whether gdb gets the symbols through its JIT interface */
  static async start(shown: ShownProgram, viaInterface = true): Promise<DebuggedHost> {
    const folder = mkdtempSync(path.join(tmpdir(), 'langvm gdb test-'));
    const host = await NativeHost.start();
    const code = compile(shown.program);
    const debugged: DebuggedHost = new DebuggedHost(
      host,
      folder,
      code,
      await NativeMachine.load(host, shown.program, code, {
        onPrinted: (values) => void debugged.printed.push(...values),
      }),
    );
    writeFileSync(path.join(folder, shown.name), shown.text);
    if (viaInterface) await host.registerSymbols(debugged.symbolsOf(shown));
    return debugged;
  }

  /** Another program in the place of the one before, in the same host. */
  async replace(shown: ShownProgram): Promise<void> {
    writeFileSync(path.join(this.folder, shown.name), shown.text);
    this.code = compile(shown.program);
    this.native = await NativeMachine.load(this.host, shown.program, this.code);
    await this.host.registerSymbols(this.symbolsOf(shown));
  }

  get loaded(): LoadedCode {
    return this.native.code;
  }

  /** The run that gdb looks at. */
  run(): Promise<NativeStop> {
    return this.native.run();
  }

  /** Where the program begins: the first instruction of its first function. Bytes from the start of the code. */
  get entry(): number {
    return this.code.functions[0]?.range.start ?? 0;
  }

  symbolsOf = (shown: ShownProgram): CodeSymbols => ({
    jitInterface: makeJitInterface(),
    symbolObject: (address) => makeSymbolObject(this.factsOf(shown, address)),
  });

  factsOf = ({ program, name, text }: ShownProgram, address: bigint): SymbolFacts => {
    const { debug } = program;
    const isListing = !debug || text.includes('langvm bytecode');
    return {
      program,
      code: this.code,
      address,
      file: path.join(this.folder, name),
      lineOfOp: (opIndex) => (isListing ? printedLineOfOp(program, opIndex) : (debug.lines[opIndex] ?? 0)),
      lineOfFunction: (index) =>
        isListing
          ? printedLineOfFunction(program, index)
          : (debug.lines[program.functions[index]?.firstOp ?? 0] ?? 0),
      cellsAddress: this.loaded.machine?.cells,
      stubAddress: this.loaded.machine?.stub,
    };
  };

  /** Attaches gdb and waits until its script has come to `continue`, which is when the host is traced and runs. */
  async attach(gdb: Gdb, options: Partial<AttachScriptOptions> = {}): Promise<GdbProcess> {
    const file = path.join(this.folder, 'attach.gdb');
    const { pid } = this.host;
    const { version } = gdb;
    const stopAddress = this.loaded.address + BigInt(this.entry);
    const remainingSize = this.loaded.size - this.entry;
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
