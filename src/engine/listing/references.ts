import type { OperandKind } from '../isa/operations';
import { ConstantPool } from './constantPool';
import type { Draft } from './draft';
import type { LinePart } from './line';
import { listingMessages } from './messages';
import type { NameTable } from './nameTable';

/** An operand that is a name, or an integer in place of a constant: what it means is known at the end of the listing. */
interface Reference {
  readonly kind: ReferenceKind;
  /** Index in the words of the program where its number goes. */
  readonly wordIndex: number;
  readonly functionIndex: number;
  readonly line: number;
  readonly part: LinePart;
  /** The value, where it is an integer. */
  readonly literal: bigint | undefined;
}

export type ReferenceKind = Extract<OperandKind, 'target' | 'function' | 'array' | 'constant'>;

/** What messages call each kind. */
const kindNames: Readonly<Record<ReferenceKind, string>> = {
  target: 'label',
  function: 'function',
  array: 'array',
  constant: 'constant',
};

/** Names that are used before or after they are given. */
export class References {
  private readonly references: Reference[] = [];

  constructor(private readonly draft: Draft) {}

  add(reference: Reference): void {
    this.references.push(reference);
  }

  /** Puts the number that each name stands for into its word. Every name that stands for none is reported. */
  resolve(): void {
    const { draft } = this;
    const pool = new ConstantPool(draft.constants);
    for (const reference of this.references) {
      const { kind, wordIndex, line, part, literal } = reference;
      if (literal !== undefined) {
        draft.ops.set(wordIndex, pool.indexOf(literal));
        continue;
      }
      const table = this.tableOf(reference);
      const found = table?.get(part.text);
      if (found) {
        draft.ops.set(wordIndex, found.index);
      } else {
        const owner = kind === 'target' ? draft.functions[reference.functionIndex]?.name : undefined;
        const where = owner === undefined ? '' : listingMessages.inFunction(owner);
        const message = listingMessages.unknownName(kindNames[kind], part.text, where);
        draft.report(line, part, 'unknownName', message, table?.names);
      }
    }
  }

  private tableOf({ kind, functionIndex }: Reference): NameTable | undefined {
    switch (kind) {
      case 'target':
        return this.draft.functions[functionIndex]?.labels;
      case 'function':
        return this.draft.functionNames;
      case 'array':
        return this.draft.arrayNames;
      case 'constant':
        return this.draft.constantNames;
    }
  }
}
