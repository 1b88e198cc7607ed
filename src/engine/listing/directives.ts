import { constantTypes, type ConstantType } from '../format/program';
import type { FormatVersion } from '../isa/operations';
import { parseConstantValue } from './constantText';
import { DirectiveReader } from './directiveReader';
import type { Draft } from './draft';
import type { LinePart } from './line';
import { listingMessages } from './messages';
import { NameTable } from './nameTable';
import type { Statement } from './statement';

export interface Directive {
  readonly versions: readonly FormatVersion[];
  /** How it is written, for messages, completion and documentation. */
  readonly usage: string;
  readonly summary: string;
  /** @param at the directive itself */
  readonly read: (draft: Draft, reader: DirectiveReader, at: LinePart) => void;
}

/** Every directive of a listing but `.version`, which stands before it is known which ones there are. */
export const directives: Readonly<Record<string, Directive>> = {
  '.function': {
    versions: [3],
    usage: '.function NAME [parameters=COUNT] registers=COUNT',
    summary: 'Begins a function: the ops below are its own. The program begins with the first.',
    read: readFunction,
  },
  '.registers': {
    versions: [2],
    usage: '.registers COUNT',
    summary: 'How many registers the program has.',
    read: (draft, reader, at) => {
      if (!isFirst(draft, reader, at)) return;
      draft.registerCount = reader.number('count of registers');
    },
  },
  '.constant': {
    versions: [2, 3],
    usage: '.constant NAME int64|double|none VALUE [padding=WORD]',
    summary: 'Adds a constant, which ops then name.',
    read: readConstant,
  },
  '.array': {
    versions: [3],
    usage: '.array NAME LENGTH',
    summary: 'Adds a fixed array of cells, which are all 0 at first.',
    read: (draft, reader) => {
      const name = reader.name('array');
      const length = reader.number('length');
      if (!name || length === undefined) return;
      draft.define(draft.arrayNames, 'array', reader.line, name, draft.arrays.length);
      draft.arrays.push({ name: name.text, length });
      draft.arrayLines.push(reader.line);
    },
  },
  '.source': {
    versions: [3],
    usage: '.source "PATH"',
    summary: 'The file that the program was compiled from.',
    read: (draft, reader, at) => {
      if (!isFirst(draft, reader, at)) return;
      draft.sourcePath = reader.string();
    },
  },
  '.variable': {
    versions: [3],
    usage: '.variable FUNCTION NAME REGISTER [LABEL..LABEL]',
    summary:
      'Names the register that a variable of the source lives in, for the ops of a range or of its whole function.',
    read: (draft, reader) => readVariable(draft, reader, false),
  },
  '.parameter': {
    versions: [3],
    usage: '.parameter FUNCTION NAME REGISTER [LABEL..LABEL]',
    summary: 'Names the register that an argument of a function comes in.',
    read: (draft, reader) => readVariable(draft, reader, true),
  },
};

/** The directives of one version, in the order of the table. */
export const directivesOf = (version: FormatVersion): readonly string[] =>
  Object.keys(directives).filter((name) => directives[name]?.versions.includes(version));

/** Whether a word is the name of a directive whose dot was forgotten. */
export const lacksDot = (word: string, version: FormatVersion): boolean =>
  directives[`.${word.toLowerCase()}`]?.versions.includes(version) ?? false;

/** Reads a line that begins with a dot, or lacks it. */
export function readDirective(draft: Draft, line: number, head: LinePart, { rest }: Statement): void {
  const directive = directives[head.text.toLowerCase()];
  if (!directive?.versions.includes(draft.version)) {
    const known = directivesOf(draft.version);
    const message = listingMessages.unknownDirective(head.text, draft.version, known);
    draft.report(line, head, 'unknownDirective', message, known);
    return;
  }
  const reader = new DirectiveReader(draft, line, head, rest, directive.usage);
  directive.read(draft, reader, head);
  reader.finish();
}

function readFunction(draft: Draft, reader: DirectiveReader): void {
  draft.refuseWaitingLabels();
  const name = reader.name('function');
  const parameterCount = reader.setting('parameters') ?? 0;
  const registerCount = reader.requiredSetting('registers') ?? 0;
  // What is left over may be a count with a mistake.
  reader.finish();
  if (name) draft.define(draft.functionNames, 'function', reader.line, name, draft.functions.length);
  draft.functions.push({
    name: name?.text ?? '',
    line: reader.line,
    nameStart: name?.start ?? 0,
    firstOp: draft.ops.opCount,
    parameterCount,
    registerCount,
    labels: new NameTable(),
    isHeadKnown: !reader.hasMistake,
  });
}

function readConstant(draft: Draft, reader: DirectiveReader): void {
  const name = reader.name('constant');
  const typeWord = reader.word();
  const type = constantTypes.find((each) => each === typeWord?.text);
  if (typeWord && !type)
    reader.report(typeWord, 'badDirective', listingMessages.badConstantType(typeWord.text));
  const padding = reader.setting('padding') ?? 0;
  const bits = readConstantValue(reader, type);
  if (name) draft.define(draft.constantNames, 'constant', reader.line, name, draft.constants.length);
  draft.constants.push({ type: type ?? 'none', bits: bits ?? 0n, padding });
}

function readConstantValue(reader: DirectiveReader, type: ConstantType | undefined): bigint | undefined {
  const word = reader.word();
  if (!word || !type) return undefined;
  const bits = parseConstantValue(type, word.text);
  if (bits === undefined) {
    reader.report(word, 'doesNotFit', listingMessages.badConstantValue(word.text, type));
  }
  return bits;
}

function readVariable(draft: Draft, reader: DirectiveReader, isParameter: boolean): void {
  const owner = reader.name('function');
  const name = reader.name('variable');
  const register = reader.register();
  const range = reader.optionalWord();
  if (!owner || !name || register === undefined) return;
  draft.variables.push({ line: reader.line, owner, name: name.text, register, isParameter, range });
}

/** Refuses the second of a directive that may stand once. */
function isFirst(draft: Draft, reader: DirectiveReader, at: LinePart): boolean {
  const name = at.text.toLowerCase();
  const known = draft.once.get(name);
  if (known === undefined) {
    draft.once.set(name, reader.line);
    return true;
  }
  reader.report(at, 'duplicate', listingMessages.directiveTwice(name, known));
  reader.skip();
  return false;
}
