import type { Program } from '../format/program';
import { operationByMnemonic } from '../isa/lookup';
import type { FormatVersion } from '../isa/operations';
import { codeOfLine, type LinePart } from './line';
import { endOfFunction } from './printTables';
import type { ListingSymbol, ListingSymbols } from './symbols';
import { operandsOf, splitStatement } from './statement';

/** A name on a line of a listing, where it is given or used. */
export interface NameUse extends LinePart {
  readonly kind: ListingSymbol['kind'];
  readonly isDefinition: boolean;
  /** For a label that is used in a table: the name of the function that it is a label of. */
  readonly owner?: string;
}

const kindsOfOperands = {
  target: 'label',
  function: 'function',
  array: 'array',
  constant: 'constant',
} as const satisfies Partial<Record<string, ListingSymbol['kind']>>;

const namePattern = /^[A-Za-z_]\w*$/;

/** All names on a line, in the order in which they stand there. */
export function nameUsesOf(line: string, version: FormatVersion): NameUse[] {
  if (version === 1) return [];
  const { labels, head, rest } = splitStatement(codeOfLine(line));
  const uses = labels.map((label): NameUse => ({ ...label, kind: 'label', isDefinition: true }));
  if (head?.text.startsWith('.')) return [...uses, ...usesOfDirective(head.text.toLowerCase(), rest)];
  const operands = operationByMnemonic(version, head?.text ?? '')?.operands ?? [];
  for (const [index, part] of operandsOf(rest).parts.entries()) {
    const kind = operands[index]?.kind;
    if (kind === undefined || !(kind in kindsOfOperands) || !namePattern.test(part.text)) continue;
    uses.push({ ...part, kind: kindsOfOperands[kind as keyof typeof kindsOfOperands], isDefinition: false });
  }
  return uses;
}

function usesOfDirective(directive: string, rest: readonly LinePart[]): NameUse[] {
  const [name] = rest;
  if (!name) return [];
  switch (directive) {
    case '.function':
      return [{ ...name, kind: 'function', isDefinition: true }];
    case '.constant':
      return [{ ...name, kind: 'constant', isDefinition: true }];
    case '.array':
      return [{ ...name, kind: 'array', isDefinition: true }];
    case '.variable':
    case '.parameter':
      return [{ ...name, kind: 'function', isDefinition: false }, ...labelsOfRange(rest[3], name.text)];
    default:
      return [];
  }
}

/** The labels of `LABEL..LABEL`. */
function labelsOfRange(range: LinePart | undefined, owner: string): NameUse[] {
  const [, from = '', to = ''] = /^(\w*)\.\.(\w*)$/.exec(range?.text ?? '') ?? [];
  const start = range?.start ?? 0;
  const parts = [
    { start, text: from },
    { start: start + from.length + 2, text: to },
  ];
  return parts
    .filter(({ text }) => text !== '')
    .map((part): NameUse => ({ ...part, kind: 'label', isDefinition: false, owner }));
}

/** The function whose ops stand around a line (from 1); undefined above the first. */
export function functionOfLine({ functions }: ListingSymbols, line: number): number | undefined {
  const index = functions.findLastIndex((each) => each.line <= line);
  return index < 0 ? undefined : index;
}

/** What a name stands for, or undefined where it stands for nothing. */
export function symbolOf(symbols: ListingSymbols, use: NameUse, line: number): ListingSymbol | undefined {
  const named = (list: readonly ListingSymbol[]): ListingSymbol | undefined =>
    list.find(({ name }) => name === use.text);
  switch (use.kind) {
    case 'function':
      return named(symbols.functions);
    case 'constant':
      return named(symbols.constants);
    case 'array':
      return named(symbols.arrays);
    case 'label': {
      const owner =
        use.owner === undefined
          ? symbols.functions[functionOfLine(symbols, line) ?? -1]
          : symbols.functions.find(({ name }) => name === use.owner);
      return owner && named(owner.labels);
    }
  }
}

/**
 * Whether another name, given to what a use on a line (from 1) names, means something already. A label that is called like
 * the end of its function would be taken for it in the ranges of variables.
 */
export const isTaken = (symbols: ListingSymbols, use: NameUse, name: string, line: number): boolean =>
  (use.kind === 'label' && name === endOfFunction) ||
  symbolOf(symbols, { ...use, text: name }, line) !== undefined;

/** A use and the line (from 1) that it is on. */
export interface PlacedUse {
  readonly line: number;
  readonly use: NameUse;
}

/**
 * Every place where what a symbol names is named.
 * @param lines the lines of the listing
 */
export function usesOfSymbol(
  symbol: ListingSymbol,
  symbols: ListingSymbols,
  version: FormatVersion,
  lines: Iterable<string>,
): PlacedUse[] {
  const found: PlacedUse[] = [];
  let line = 0;
  for (const text of lines) {
    line++;
    if (!text.includes(symbol.name)) continue;
    for (const use of nameUsesOf(text, version)) {
      if (use.kind !== symbol.kind || use.text !== symbol.name) continue;
      if (symbolOf(symbols, use, line) === symbol) found.push({ line, use });
    }
  }
  return found;
}

/** How many registers the ops on a line (from 1) have; undefined where there is no function. */
export function registersAtLine(
  { functions }: Program,
  symbols: ListingSymbols,
  line: number,
): number | undefined {
  const index = functionOfLine(symbols, line);
  return index === undefined ? undefined : functions[index]?.registerCount;
}
