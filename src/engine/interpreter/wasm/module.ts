import { ByteWriter } from './byteWriter';
import { valueTypeByte, type Code } from './code';
import type { ValueType } from './expression';

/** A function that the module gives to JavaScript; all of them return an i32. */
export interface ExportedFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly code: Code;
}

/** Names under which the memory is imported. */
export const memoryImport = { module: 'machine', name: 'memory' } as const;

/** `\0asm`, version 1. */
const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00] as const;

/** https://webassembly.github.io/spec/core/binary/modules.html#sections, in the order that the format asks for. */
const sections = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;

/** Puts functions together to a module that imports one memory and has nothing else. */
export function moduleOf(functions: readonly ExportedFunction[]): Uint8Array {
  const module = new ByteWriter();
  module.raw(header);
  section(module, sections.type, functions, (to, { parameters }) => {
    to.byte(0x60);
    to.sized(parameters.map(valueTypeByte));
    to.sized([valueTypeByte('i32')]);
  });
  section(module, sections.import, [memoryImport], (to, names) => {
    to.name(names.module);
    to.name(names.name);
    to.byte(0x02);
    // A memory of at least 0 pages without a limit: any memory fits.
    to.raw([0x00, 0x00]);
  });
  section(module, sections.function, functions, (to, _, index) => to.unsigned(index));
  section(module, sections.export, functions, (to, { name }, index) => {
    to.name(name);
    to.byte(0x00);
    to.unsigned(index);
  });
  section(module, sections.code, functions, (to, { code }) => to.sized(code.finish()));
  return Uint8Array.from(module.finish());
}

/** The kind of section, its size in bytes, how many entries, the entries. */
function section<T>(
  module: ByteWriter,
  kind: number,
  entries: readonly T[],
  write: (to: ByteWriter, entry: T, index: number) => void,
): void {
  const content = new ByteWriter();
  content.unsigned(entries.length);
  entries.forEach((entry, index) => write(content, entry, index));
  module.byte(kind);
  module.sized(content.finish());
}
