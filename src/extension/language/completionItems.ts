import { constantTypes, type Program } from '../../engine/format/program';
import { operationByMnemonic, operationsOf } from '../../engine/isa/lookup';
import type { FormatVersion, Operand } from '../../engine/isa/operations';
import { sourceKeywords } from '../../engine/lang/keywords';
import { constantValueText } from '../../engine/listing/constantText';
import { directives } from '../../engine/listing/directives';
import { functionOfLine, registersAtLine } from '../../engine/listing/nameUses';
import type { ListingSymbols } from '../../engine/listing/parse';

/** What a completion is, for its icon. */
export type CompletionKind =
  'mnemonic' | 'directive' | 'register' | 'label' | 'function' | 'array' | 'constant' | 'word' | 'keyword';

/** A completion before it is VS Code's. */
export interface EditorCompletion {
  readonly kind: CompletionKind;
  readonly label: string;
  /** The operands, as they are called, or the value. */
  readonly detail: string;
  readonly documentation: string;
  /** What is inserted in place of the word before the cursor, with `${1:…}` for what the person types next. */
  readonly snippet: string;
}

/** What is known of the listing that is typed in. */
export interface ListingContext {
  readonly version: FormatVersion;
  readonly program: Program;
  readonly symbols: ListingSymbols;
  /** The line of the cursor, from 1. */
  readonly line: number;
}

/** More registers than this are no help to choose from. */
const registersOffered = 64;

/** The label or the white space that stands before an op. */
const startOfOp = /^\s*(?:[A-Za-z_]\w*:\s*)*$/;

/** The word that the cursor stands behind: what a completion replaces. */
export const wordBeforeCursor = (lineBeforeCursor: string): string =>
  /(?:\.?[A-Za-z_]?\w*)$/.exec(lineBeforeCursor)?.[0] ?? '';

/** What may stand where the cursor is: mnemonics and directives, or operands of the right kind. */
export function completionsOfListing(lineBeforeCursor: string, context: ListingContext): EditorCompletion[] {
  if (lineBeforeCursor.includes(';')) return [];
  const word = wordBeforeCursor(lineBeforeCursor);
  const before = lineBeforeCursor.slice(0, lineBeforeCursor.length - word.length);
  if (startOfOp.test(before)) {
    if (/^\d/.test(word)) return [];
    return word.startsWith('.')
      ? directiveCompletions(context.version)
      : mnemonicCompletions(context.version);
  }
  const [, head = '', rest = ''] = /^\s*(?:[A-Za-z_]\w*:\s*)*(\.?[A-Za-z_]\w*)\s(.*)$/.exec(before) ?? [];
  if (head.startsWith('.')) return directiveOperands(head.toLowerCase(), rest, context);
  const operand = operationByMnemonic(context.version, head)?.operands[rest.split(',').length - 1];
  // A word that is complete must be followed by a comma first.
  return operand && /(^|,)\s*$/.test(rest) ? operandCompletions(operand, context) : [];
}

function mnemonicCompletions(version: FormatVersion): EditorCompletion[] {
  const separator = version === 1 ? ' ' : ', ';
  return operationsOf(version).map(({ mnemonic, operands, summary }) => ({
    kind: 'mnemonic',
    label: mnemonic,
    detail: `${mnemonic} ${operands.map(({ name }) => name).join(separator)}`,
    documentation: summary,
    snippet: `${mnemonic} ${operands.map(({ name }, index) => `\${${index + 1}:${name}}`).join(separator)}`,
  }));
}

function directiveCompletions(version: FormatVersion): EditorCompletion[] {
  const versions: EditorCompletion = {
    kind: 'directive',
    label: '.version',
    detail: '.version NUMBER',
    documentation: 'The first line of a listing: which version of the bytecode it is of.',
    snippet: '.version ${1:3}',
  };
  const known = Object.entries(directives).filter(([, directive]) => directive.versions.includes(version));
  return [
    versions,
    ...known.map(([name, { usage, summary }]): EditorCompletion => ({
      kind: 'directive',
      label: name,
      detail: usage,
      documentation: summary,
      snippet: `${name} `,
    })),
  ];
}

function operandCompletions({ kind }: Operand, context: ListingContext): EditorCompletion[] {
  const { symbols, program, line } = context;
  switch (kind) {
    case 'source':
    case 'destination':
    case 'arguments':
      return registerCompletions(context);
    case 'constant':
      return symbols.constants.map(({ name, index }) => {
        const constant = program.constants[index];
        return plain('constant', name, constant ? `= ${constantValueText(constant)}` : '');
      });
    case 'target': {
      const labels = symbols.functions[functionOfLine(symbols, line) ?? -1]?.labels ?? [];
      return labels.map(({ name, line: at }) => plain('label', name, `line ${at}`));
    }
    case 'function':
      return functionCompletions(context);
    case 'array':
      return symbols.arrays.map(({ name, index }) =>
        plain('array', name, `${program.arrays[index]?.length ?? 0} cells`),
      );
    case 'immediate':
      return [];
  }
}

function registerCompletions({ program, symbols, line }: ListingContext): EditorCompletion[] {
  const count = Math.min(registersAtLine(program, symbols, line) ?? 0, registersOffered);
  return Array.from({ length: count }, (_, register) => plain('register', `r${register}`, ''));
}

const functionCompletions = ({ symbols, program }: ListingContext): EditorCompletion[] =>
  symbols.functions.map(({ name, index }) => {
    const count = program.functions[index]?.parameterCount ?? 0;
    return plain('function', name, `${count} ${count === 1 ? 'parameter' : 'parameters'}`);
  });

/** What may stand behind a directive, where it can be chosen from a list. */
function directiveOperands(directive: string, rest: string, context: ListingContext): EditorCompletion[] {
  const position = rest.trim() === '' ? 0 : rest.trim().split(/\s+/).length;
  if (directive === '.version' && position === 0)
    return ['1', '2', '3'].map((text) => plain('word', text, ''));
  if (directive === '.constant' && position === 1)
    return constantTypes.map((type) => plain('word', type, ''));
  if (directive !== '.variable' && directive !== '.parameter') return [];
  return position === 0 ? functionCompletions(context) : [];
}

const plain = (kind: CompletionKind, label: string, detail: string): EditorCompletion => ({
  kind,
  label,
  detail,
  documentation: '',
  snippet: label,
});

/** Keywords of the source language, where a word may begin. */
export function completionsOfSource(lineBeforeCursor: string): EditorCompletion[] {
  if (!/(^|[^\w.])[A-Za-z_]*$/.test(lineBeforeCursor) || /\/\//.test(lineBeforeCursor)) return [];
  // Enter behind a whole `else` is a new line: nothing may be offered there that would take it for a block.
  const whole = /(^|[^\w.])else$/.test(lineBeforeCursor) ? 'else' : undefined;
  const offered = sourceKeywords.filter(({ keyword }) => keyword !== whole);
  return offered.map(({ keyword, summary, snippet }) => ({
    kind: 'keyword',
    label: keyword,
    detail: '',
    documentation: summary,
    snippet,
  }));
}
