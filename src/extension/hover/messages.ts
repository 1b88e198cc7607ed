const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** What hovers say beside facts. Markdown. */
export const hoverMessages = {
  opOf: (opIndex: number, opCount: number) => `op ${opIndex} of ${opCount}`,
  machineCode: (size: number, place: string | undefined) =>
    `Machine code: ${countOf(size, 'byte')}${place === undefined ? '' : ` at ${place}`}`,
  takesOver: (register: number, isStored: boolean) =>
    `Finds r${register} in \`rax\`, where the op before left it${isStored ? '' : ' and nowhere else'}`,
  leaves: (register: number, isStored: boolean) =>
    `Leaves r${register} in \`rax\` for the op behind${isStored ? '' : ', and nowhere else'}`,
  roomForBreakpoint: (nop: string) =>
    `\`${nop}\` does nothing but make room for a breakpoint, which is a call of five bytes`,
  inFile: (offset: number | undefined, isBinary: boolean) =>
    `${isBinary ? 'In the file' : 'In a binary file'}${offset === undefined ? '' : ` at byte ${offset}`}`,
  functionSize: (opCount: number, size: number) =>
    `${countOf(opCount, 'op')}, ${countOf(size, 'byte')} of machine code`,
  frame: (parameterCount: number, registerCount: number) =>
    `${countOf(parameterCount, 'parameter')}, ${countOf(registerCount, 'register')}`,
  stubs: (count: number) => `${countOf(count, 'stub')} behind the ops: the ways out for traps and pauses`,
  array: (name: string, length: number) => `**${name}** — array of ${countOf(length, 'cell')}`,
  variable: (register: number, name: string, isParameter: boolean) =>
    `**r${register}** — ${isParameter ? 'parameter' : 'variable'} \`${name}\` of the source`,
  constant: (type: string) => (type === 'none' ? 'constant without a type' : `constant of type ${type}`),
  prologue: 'Prologue, before the first op',
  epilogue: 'Epilogue, after the last op',
  becomes: 'This line becomes',
  moreOps: (count: number) => `… and ${countOf(count, 'op')} more`,
  asDouble: (value: number) => `the bits of the double \`${value}\``,
  otherCodeRuns: '_The running session was started with other code: restart it to run this._',
} as const;
