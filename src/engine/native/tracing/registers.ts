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

/**
 * The flags that instructions set, and their bits in eflags (section 3.4.3 of the manual's volume 1). IF is always set in
 * a program, and left out.
 */
export const namedFlags: ReadonlyMap<string, bigint> = new Map([
  ['CF', 0x1n],
  ['PF', 0x4n],
  ['AF', 0x10n],
  ['ZF', 0x40n],
  ['SF', 0x80n],
  ['TF', 0x100n],
  ['DF', 0x400n],
  ['OF', 0x800n],
]);

/** The flags that are set, as gdb writes them: `[ ZF PF ]`. */
export function flagsText(eflags: bigint): string {
  const set = [...namedFlags].filter(([, bit]) => (eflags & bit) !== 0n);
  return `[ ${set.map(([name]) => `${name} `).join('')}]`;
}
