/**
 * The registers of a stopped thread as Linux hands them over: `struct user_regs_struct` of <sys/user.h>, 27 words of
 * 64 bits, in this order.
 */
export const registerNames = [
  'r15',
  'r14',
  'r13',
  'r12',
  'rbp',
  'rbx',
  'r11',
  'r10',
  'r9',
  'r8',
  'rax',
  'rcx',
  'rdx',
  'rsi',
  'rdi',
  'orig_rax',
  'rip',
  'cs',
  'eflags',
  'rsp',
  'ss',
  'fs_base',
  'gs_base',
  'ds',
  'es',
  'fs',
  'gs',
] as const;

export type RegisterName = (typeof registerNames)[number];

/** How many words there are. */
export const registerCount = registerNames.length;

const indexes = new Map<RegisterName, number>(registerNames.map((name, index) => [name, index]));

/** The registers of a thread at one moment; what is changed here reaches the thread only when it is written back. */
export class Registers {
  /** @param words in the order of {@link registerNames} */
  constructor(readonly words: BigUint64Array) {}

  get(name: RegisterName): bigint {
    return this.words[indexes.get(name) ?? 0] ?? 0n;
  }

  /** @param value taken modulo 2^64 */
  set(name: RegisterName, value: bigint): void {
    this.words[indexes.get(name) ?? 0] = BigInt.asUintN(64, value);
  }

  copy(): Registers {
    return new Registers(this.words.slice());
  }
}

/** The flags that instructions set, and their bits in eflags (section 3.4.3 of the manual's volume 1). */
const flags: readonly (readonly [string, number])[] = [
  ['CF', 0],
  ['PF', 2],
  ['AF', 4],
  ['ZF', 6],
  ['SF', 7],
  ['TF', 8],
  ['IF', 9],
  ['DF', 10],
  ['OF', 11],
];

/** The flags that are set, as gdb writes them: `[ ZF PF ]`. IF is always set in a program, and left out. */
export function flagsText(eflags: bigint): string {
  const set = flags.filter(([name, bit]) => name !== 'IF' && ((eflags >> BigInt(bit)) & 1n) === 1n);
  return `[ ${set.map(([name]) => `${name} `).join('')}]`;
}
