import type { Ptrace } from './ptrace';

/** offsetof(struct user, u_debugreg) of <sys/user.h> on x86_64: eight words, DR0 to DR7. */
const debugRegisterOffset = 848;
const offsetOf = (register: number): number => debugRegisterOffset + 8 * register;

/** DR7 says which of DR0 to DR3 are on, and what they wait for. */
const controlRegister = 7;
/** As many addresses as the processor compares. */
const slots = 4;

/**
 * The processor's own breakpoints (section 18.2 of the manual's volume 3B): they change no byte of the code, so that what
 * is shown stays what is there.
 *
 *     DR7   bits 0, 2, 4, 6   L0 to L3: on, for this thread
 *           bits 16 to 31     R/W and LEN of each: 0000, stop before an instruction is executed
 */
export class DebugRegisters {
  private isSet = false;

  constructor(
    private readonly ptrace: Ptrace,
    private readonly thread: number,
  ) {}

  /** @returns false, and leaves none set, where there are too many addresses or the system refuses */
  set(addresses: readonly bigint[]): boolean {
    if (addresses.length > slots) return false;
    let on = 0n;
    for (const [slot, address] of addresses.entries()) {
      if (!this.ptrace.pokeUser(this.thread, offsetOf(slot), address)) return false;
      on |= 1n << BigInt(2 * slot);
    }
    this.isSet = this.ptrace.pokeUser(this.thread, offsetOf(controlRegister), on);
    return this.isSet;
  }

  /** Set only while the thread runs: left behind in a thread that nobody traces any more, they would stop it for nobody. */
  clear(): void {
    if (this.isSet) this.ptrace.pokeUser(this.thread, offsetOf(controlRegister), 0n);
    this.isSet = false;
  }
}
