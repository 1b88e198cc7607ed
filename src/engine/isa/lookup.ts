import { operations, type FormatVersion, type Operation, type OperationName } from './operations';

export interface NamedOperation extends Operation {
  readonly name: OperationName;
}

const names = Object.keys(operations) as OperationName[];
const rows: readonly NamedOperation[] = names.map((name) => ({ name, ...operations[name] }));

/** The rows of one version, ready to be looked up: a listing of a million lines asks a million times. */
interface VersionTable {
  readonly all: readonly NamedOperation[];
  readonly byOpcode: ReadonlyMap<number, NamedOperation>;
  readonly byMnemonic: ReadonlyMap<string, NamedOperation>;
}

const tables = new Map<FormatVersion, VersionTable>();

function tableOf(version: FormatVersion): VersionTable {
  let table = tables.get(version);
  if (!table) {
    const all = rows
      .filter((row) => row.versions.includes(version))
      .sort((one, other) => one.opcode - other.opcode);
    table = {
      all,
      byOpcode: new Map(all.map((row) => [row.opcode, row])),
      byMnemonic: new Map(all.map((row) => [row.mnemonic, row])),
    };
    tables.set(version, table);
  }
  return table;
}

/** The operations of one format version, in the order of their opcodes. */
export function operationsOf(version: FormatVersion): readonly NamedOperation[] {
  return tableOf(version).all;
}

/** The operation with this opcode in this version, or undefined where the version has none. */
export function operationByOpcode(version: FormatVersion, opcode: number): NamedOperation | undefined {
  return tableOf(version).byOpcode.get(opcode);
}

/** The operation with this mnemonic (in any case of letters) in this version, or undefined. */
export function operationByMnemonic(version: FormatVersion, mnemonic: string): NamedOperation | undefined {
  return tableOf(version).byMnemonic.get(mnemonic.toUpperCase());
}
