import type { BytecodeProblem } from '../engine/format/bytecodeError';
import { languages } from './ids';

const notBytecode = 'This is not langvm bytecode';
const broken = 'This bytecode is broken';

/** Titles of the page that a foreign `.bc` file opens as. */
const pageTitles: Readonly<Record<BytecodeProblem | 'other', string>> = {
  cannotOpen: 'This file cannot be opened',
  emptyFile: 'This file is empty',
  badCookie: notBytecode,
  bigEndian: 'This is bytecode of a big-endian machine',
  llvmBitcode: 'This is LLVM bitcode',
  calculatorScript: 'This is a script of the calculator bc',
  badVersion: 'This bytecode has an unknown version',
  truncated: broken,
  badLayout: broken,
  unavailableOperand: broken,
  badOperand: broken,
  badFunction: broken,
  badConstant: broken,
  badArray: broken,
  badName: broken,
  badDebugInformation: broken,
  other: 'This file has no listing',
};

/** What else to do with it. */
const pageHints: Readonly<Partial<Record<BytecodeProblem, string>>> = {
  llvmBitcode:
    'llvm-dis, a part of LLVM, turns it into text that people read. An extension that opens LLVM bitcode can be made ' +
    'the default for .bc files with “Reopen With…”.',
  emptyFile: 'An empty program is a file of 12 bytes, and a listing without ops that you can add to.',
  badVersion: 'This page turns into the listing as soon as the file is one that can be read.',
  truncated: 'This page turns into the listing as soon as the file is whole.',
  unavailableOperand: 'This page turns into the listing as soon as the file is whole.',
};

/** The buttons of the editor's pages. */
const pageActions = {
  startProgram: 'Start an Empty Program Here',
  openAsText: 'Open as Text',
  openInHexEditor: 'Open in Hex Editor',
  reopenWith: 'Reopen With…',
  copyDisassemblerCommand: 'Copy llvm-dis Command',
  compareListings: 'Compare Listings as Text',
} as const;

/** Every sentence that the extension shows to a person, said once. Those about files and listings live in the engine. */
export const messages = {
  pageTitles,
  pageHints,
  pageActions,
  excerptLabel: 'The bytes of the file around this place',
  endOfFile: 'The file ends here',
  disassemblerCommand: (path: string) => `llvm-dis '${path.replaceAll("'", String.raw`'\''`)}' -o -`,

  listingTooLarge: (megabytes: number) =>
    `The listing of this file would take ${megabytes} MB, and VS Code shows extensions no text of more than 50 MB. ` +
    'Debug it without opening it, or list it with langvm -d.',
  notSavedReadOnly: (path: string) => `${path} is read-only.`,
  noSuchListing: 'Listings are made by opening a .bc file; nothing else can be created here.',
  replaceWith: (text: string) => `Replace with ${text}`,
  makeComment: 'Make it a comment',
  addLine: (text: string) => `Add ${text} as the first line`,
  mendComma: 'Separate the operands by one comma',
  giveRegisters: (count: string) => `Give the function ${count} registers`,
  nothingToRename: 'Here is no label, function, constant or array that has a name.',
  badNewName: (name: string) =>
    `'${name}' is no name: names have letters, digits and _, and do not begin with a digit.`,
  newNameTaken: (name: string) => `The name '${name}' is taken.`,
  saveAsText: 'Save the listing as text, with its comments',
  saveTextTitle: 'Save Listing as Text',
  saveBinaryTitle: 'Save Listing as Binary',
  newProgramTitle: 'New langvm Program',
  sourceFilter: 'langvm source',
  bytecodeFilter: 'langvm bytecode',
  needsFile: (language: string) =>
    language === languages.source
      ? 'Open a .lang file first.'
      : 'Open a .bc file first: this works on its listing.',
  notCompiled: (line: number, column: number, message: string) =>
    `Not compiled: line ${line}, column ${column}: ${message}`,
  mistakesFirst: 'The listing has mistakes, so it has no machine code yet. The Problems view names them.',
  noOpHere: 'There is no op on this line.',
  copiedBytes: (count: number) => `Copied ${count} ${count === 1 ? 'byte' : 'bytes'} of machine code`,
  comparison: (left: string, right: string) => `${left} ↔ ${right}`,
} as const;
