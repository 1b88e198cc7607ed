import { ConstantPool } from './constantPool';
import type { Draft } from './draft';
import { parseInteger } from './integer';
import type { LinePart } from './line';
import { listingMessages } from './messages';
import type { NameTable } from './nameTable';
import { doubled } from './opBuffer';

/** What an operand that is a word refers to; `literal` is an integer in place of a constant. */
export const referenceKinds = ['target', 'function', 'array', 'constant', 'literal'] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** What messages call what a name should stand for. */
const kindNames: Readonly<Record<ReferenceKind, string>> = {
  target: 'label',
  function: 'function',
  array: 'array',
  constant: 'constant',
  literal: 'constant',
};

/** An operand whose number is known only at the end of the listing. */
export interface Reference {
  readonly kind: ReferenceKind;
  /** Index in the words of the program where its number goes. */
  readonly wordIndex: number;
  /** The function that the op is in. */
  readonly functionIndex: number;
  readonly line: number;
  readonly part: LinePart;
}

/** Numbers that one reference takes: kind, word, function, line, start, index of its text. */
const recordSize = 6;

/**
 * Names that are used before or after they are given. Kept as numbers and not as objects: a large listing has a million of
 * them.
 */
export class References {
  private records = new Uint32Array(1024 * recordSize);
  private count = 0;
  private readonly texts: string[] = [];
  private readonly textIndexes = new Map<string, number>();

  constructor(private readonly draft: Draft) {}

  add(kind: ReferenceKind, wordIndex: number, functionIndex: number, line: number, part: LinePart): void {
    const at = this.count * recordSize;
    if (at === this.records.length) this.records = doubled(this.records);
    let textIndex = this.textIndexes.get(part.text);
    if (textIndex === undefined) {
      textIndex = this.texts.push(part.text) - 1;
      this.textIndexes.set(part.text, textIndex);
    }
    const { records } = this;
    records[at] = referenceKinds.indexOf(kind);
    records[at + 1] = wordIndex;
    records[at + 2] = functionIndex;
    records[at + 3] = line;
    records[at + 4] = part.start;
    records[at + 5] = textIndex;
    this.count++;
  }

  /** Puts the number that each name stands for into its word. Every name that stands for none is reported. */
  resolve(): void {
    const { draft } = this;
    const pool = new ConstantPool(draft.constants);
    for (let index = 0; index < this.count; index++) {
      const reference = this.at(index);
      const { kind, wordIndex, part } = reference;
      const found =
        kind === 'literal' ? pool.indexOf(BigInt.asIntN(64, literalOf(part.text))) : this.find(reference);
      if (found !== undefined) draft.ops.set(wordIndex, found);
      else {
        // No function, rather than the first: what is called with which arguments is not known.
        if (kind === 'function') draft.ops.set(wordIndex, draft.functions.length);
        this.reportUnknown(reference);
      }
    }
  }

  private at(index: number): Reference {
    const at = index * recordSize;
    const number = (offset: number): number => this.records[at + offset] ?? 0;
    return {
      kind: referenceKinds[number(0)] ?? 'target',
      wordIndex: number(1),
      functionIndex: number(2),
      line: number(3),
      part: { start: number(4), text: this.texts[number(5)] ?? '' },
    };
  }

  private find(reference: Reference): number | undefined {
    return this.tableOf(reference)?.get(reference.part.text)?.index;
  }

  private reportUnknown(reference: Reference): void {
    const { kind, functionIndex, line, part } = reference;
    const owner = kind === 'target' ? this.draft.functions[functionIndex]?.name : undefined;
    const where = owner === undefined ? '' : listingMessages.inFunction(owner);
    const message = listingMessages.unknownName(kindNames[kind], part.text, where);
    this.draft.report(line, part, 'unknownName', message, this.tableOf(reference)?.names);
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
      case 'literal':
        return undefined;
    }
  }
}

/** The value of an integer that was looked at already. */
const literalOf = (text: string): bigint => parseInteger(text) ?? 0n;
