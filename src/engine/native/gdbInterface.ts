import { toBigInt, type Koffi, type NativeFunction } from './koffiLibrary';
import { nativeMessages } from './messages';
import { pageSize, type PageMemory } from './pageMemory';

/**
 * The process's end of gdb's JIT interface ("JIT Compilation Interface" in the manual of gdb). gdb sets a breakpoint
 * on the function; when it is hit, or when gdb attaches, gdb reads the descriptor and the list that hangs off it.
 *
 *     struct jit_descriptor {             struct jit_code_entry {
 *        0  u32 version = 1                  0  jit_code_entry *next
 *        4  u32 action_flag                  8  jit_code_entry *prev
 *        8  jit_code_entry *relevant_entry  16  const char *symfile_addr
 *       16  jit_code_entry *first_entry     24  u64 symfile_size
 *     };                                  };
 */
const JIT_NOACTION = 0;
const JIT_REGISTER_FN = 1;
const JIT_UNREGISTER_FN = 2;
const descriptorVersion = 1;
const descriptorSize = 24;
const entrySize = 32;

/** What the shared object exports. */
interface Exports {
  /** Address of the descriptor. */
  readonly descriptor: bigint;
  /** `__jit_debug_register_code`: does nothing but to be where gdb has its breakpoint. */
  readonly notify: NativeFunction;
}

/** Tells gdb about one symbol file at a time. */
export class GdbInterface {
  private exports: Exports | undefined;
  private entry: { readonly address: bigint; readonly size: number } | undefined;

  constructor(
    private readonly koffi: Koffi,
    private readonly pages: PageMemory,
  ) {}

  /**
   * Registers a symbol file in the place of the one before.
   * @param interfaceFile path of the shared object; loaded on first use and kept as long as the process lives
   * @param symbolObject an ELF file, as bytes
   * @throws Error when the shared object cannot be loaded, and NativeUnavailable when there is no memory
   */
  register(interfaceFile: string, symbolObject: Uint8Array): void {
    this.unregister();
    this.exports ??= this.open(interfaceFile);
    const size = Math.ceil((entrySize + symbolObject.length) / pageSize) * pageSize;
    const address = this.pages.map(size);
    const entry = new DataView(new ArrayBuffer(entrySize));
    entry.setBigUint64(16, address + BigInt(entrySize), true);
    entry.setBigUint64(24, BigInt(symbolObject.length), true);
    this.pages.write(address, new Uint8Array(entry.buffer));
    this.pages.write(address + BigInt(entrySize), symbolObject);
    this.entry = { address, size };
    this.announce(this.exports, JIT_REGISTER_FN, address, address);
  }

  /** Lets gdb forget the symbol file; does nothing when none is registered. */
  unregister(): void {
    if (!this.entry || !this.exports) return;
    const { address, size } = this.entry;
    this.entry = undefined;
    this.announce(this.exports, JIT_UNREGISTER_FN, address, 0n);
    this.pages.unmap(address, size);
  }

  private open(interfaceFile: string): Exports {
    try {
      const library = this.koffi.load(interfaceFile);
      return {
        descriptor: toBigInt(library.symbol('__jit_debug_descriptor')),
        notify: library.func('void __jit_debug_register_code()'),
      };
    } catch (error) {
      throw new Error(nativeMessages.symbolsRefused(error instanceof Error ? error.message : String(error)));
    }
  }

  private announce({ descriptor, notify }: Exports, action: number, relevant: bigint, first: bigint): void {
    this.writeDescriptor(descriptor, action, relevant, first);
    notify();
    this.writeDescriptor(descriptor, JIT_NOACTION, 0n, first);
  }

  private writeDescriptor(at: bigint, action: number, relevant: bigint, first: bigint): void {
    const descriptor = new DataView(new ArrayBuffer(descriptorSize));
    descriptor.setUint32(0, descriptorVersion, true);
    descriptor.setUint32(4, action, true);
    descriptor.setBigUint64(8, relevant, true);
    descriptor.setBigUint64(16, first, true);
    this.pages.write(at, new Uint8Array(descriptor.buffer));
  }
}
