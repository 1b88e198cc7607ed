/** As much of the WebAssembly interface as the interpreter uses: no library that we compile against declares it. */
declare namespace WebAssembly {
  class Memory {
    /** Unit: pages of 64 KiB. @throws RangeError when there is not so much memory */
    constructor(descriptor: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
  }

  interface Module {
    readonly [Symbol.toStringTag]: string;
  }

  /** @throws CompileError when the bytes are no valid module */
  const Module: new (bytes: Uint8Array) => Module;

  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
