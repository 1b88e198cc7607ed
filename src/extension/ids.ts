/** Every name that package.json and the code share, said once. */

/** Languages, as `contributes.languages` declares them. */
export const languages = {
  /** Listings of bytecode: `.bc`. */
  listing: 'langvm-bytecode',
  /** The source language: `.lang`. */
  source: 'langvm',
  /** Disassembly, as hovers and the machine code document show it. */
  machineCode: 'langvm-machine-code',
} as const;

/** The custom editor that stands in front of a `.bc` file until it is known what the file holds. */
export const bytecodeEditorType = 'langvm.bytecodeEditor';

export const commands = {
  newProgram: 'langvm.newProgram',
  saveListingAsText: 'langvm.saveListingAsText',
  saveListingAsBinary: 'langvm.saveListingAsBinary',
  compile: 'langvm.compile',
  openAsListing: 'langvm.openAsListing',
  copyMachineCode: 'langvm.copyMachineCode',
} as const;

/** Commands around debugging. */
export const debugCommands = {
  runFile: 'langvm.runFile',
  debugFile: 'langvm.debugFile',
  debugFileInJit: 'langvm.debugFileInJit',
  /** The other engine than now; the two below are its faces on the debug toolbar. */
  switchMode: 'langvm.switchMode',
  switchToJit: 'langvm.switchToJit',
  switchToInterpreter: 'langvm.switchToInterpreter',
  toggleHexadecimal: 'langvm.toggleHexadecimal',
  showMachineCode: 'langvm.showMachineCode',
  /** The listing of a program beside its source. */
  showBytecode: 'langvm.showBytecode',
  /** On the machine code document; an argument `{ scope }` says what, otherwise the user is asked. */
  copyMachineCodeAsText: 'langvm.copyMachineCodeAsText',
  copyMachineCodeAsHex: 'langvm.copyMachineCodeAsHex',
  copyMachineCodeAsCArray: 'langvm.copyMachineCodeAsCArray',
  attachGdb: 'langvm.attachGdb',
  copyGdbConfiguration: 'langvm.copyGdbConfiguration',
  /** Compares the machine code in memory with what was emitted. */
  verifyMachineCode: 'langvm.verifyMachineCode',
} as const;

/** The scheme of the machine code document. */
export const machineCodeScheme = 'langvm-machine-code';

/** The scheme of the listing that a source compiles to, shown without a session. */
export const compiledListingScheme = 'langvm-compiled-listing';

/** The scheme under which VS Code shows what a debug adapter gives as a source. */
export const debugScheme = 'debug';

/** Colours of lines that belong together, as `contributes.colors` declares them, from 1 on. */
export const linkedColor = (number: number): string => `langvm.linkedLines${number}`;

/** Colours of lines that belong to the selection in another text. */
export const linkedSelectionColors = {
  background: 'langvm.linkedSelection',
  border: 'langvm.linkedSelectionBorder',
} as const;

/** Context keys that `when` clauses in package.json ask for. */
export const contextKeys = {
  /** The engine of the active session: `interpreter` or `jit`. */
  mode: 'langvm.mode',
  /** Steps of the walkthrough. */
  listingOpened: 'langvm.listingOpened',
  opHovered: 'langvm.opHovered',
} as const;

/** The section of settings, and the settings in it. */
export const settings = {
  section: 'langvm',
  disassemblySyntax: 'disassembly.syntax',
  gdbPath: 'gdb.path',
  machineCodeColors: 'machineCode.colors',
} as const;

/** Commands and extensions of others that we call. */
export const foreign = {
  hexEditorExtension: 'ms-vscode.hexeditor',
  hexEditorType: 'hexEditor.hexedit',
  textEditorType: 'default',
  openWith: 'vscode.openWith',
  reopenWith: 'workbench.action.reopenWithEditor',
  compare: 'vscode.diff',
  setContext: 'setContext',
  pinEditor: 'workbench.action.pinEditor',
} as const;
