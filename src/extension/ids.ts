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
  attachGdb: 'langvm.attachGdb',
} as const;

/** The scheme of the machine code document. */
export const machineCodeScheme = 'langvm-machine-code';

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
