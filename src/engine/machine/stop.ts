/** Faults of a program that stop it: what it asks for cannot be done. The op did nothing; the state is that before it. */
export const traps = ['divisionByZero', 'cellOutOfRange', 'stackTooDeep'] as const;
export type Trap = (typeof traps)[number];

/** Why an engine came back. */
export type MachineStop =
  /** The program returned. The next op is the one behind the last. */
  | 'ended'
  /** The next op has a breakpoint. */
  | 'breakpoint'
  /** One op ran, as asked for. */
  | 'stepped'
  /** The frame that was asked for has returned: its caller's CALL is done. */
  | 'returned'
  /** Somebody asked for a pause, or the budget is used up. */
  | 'paused'
  /** PRINT has no room left: take the output and go on. The next op is that PRINT. */
  | 'outputFull'
  | Trap;

/**
 * The number of each stop, as both engines keep it in the machine's memory. Append only: machine code carries these
 * numbers.
 */
export const stopCodes = {
  ended: 1,
  breakpoint: 2,
  stepped: 3,
  paused: 4,
  outputFull: 5,
  divisionByZero: 6,
  cellOutOfRange: 7,
  stackTooDeep: 8,
  returned: 9,
} as const satisfies Record<MachineStop, number>;

const byCode = new Map<number, MachineStop>();
for (const stop of Object.keys(stopCodes) as MachineStop[]) byCode.set(stopCodes[stop], stop);

/** The stop that a number in the machine's memory means. @throws RangeError when it means none */
export function stopOfCode(code: number): MachineStop {
  const stop = byCode.get(code);
  if (stop === undefined) throw new RangeError(`${code} is no way to stop a machine.`);
  return stop;
}

export const isTrap = (stop: MachineStop): stop is Trap => traps.some((trap) => trap === stop);
