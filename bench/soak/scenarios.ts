/** How a session ends. */
export const endings = [
  'runs to the end',
  'terminated in an endless loop',
  'disconnected while stopped',
  'connection cut while stopped',
  'connection cut in an endless loop',
  'adapter killed in an endless loop',
] as const;
export type Ending = (typeof endings)[number];

/** When gdb leaves. */
export const gdbStages = [
  'gdb quits before it attaches',
  'gdb quits where it stopped first',
  'gdb quits in the middle of its run',
  'gdb is killed',
  'session ends first',
] as const;
export type GdbStage = (typeof gdbStages)[number];

/** One session of a soak. */
export interface Scenario {
  readonly mode: 'interpreter' | 'jit';
  readonly ending: Ending;
  readonly gdb?: GdbStage;
  /** Path of the program. */
  readonly program: string;
}

/**
 * What session `index` does: the engines in turn, every ending with every program, gdb in every tenth.
 * @param programs that come to an end
 * @param endless path of one that does not
 */
export function scenarioOf(index: number, programs: readonly string[], endless: string): Scenario {
  const mode = index % 2 === 0 ? 'interpreter' : 'jit';
  const program = programs[Math.floor(index / 12) % programs.length] ?? endless;
  const gdb = index % 10 === 9 ? gdbStages[Math.floor(index / 10) % gdbStages.length] : undefined;
  if (gdb !== undefined) return { mode, ending: 'disconnected while stopped', gdb, program };
  const ending = endings[Math.floor(index / 2) % endings.length] ?? endings[0];
  return { mode, ending, program: ending.includes('endless') ? endless : program };
}

/** Sessions of the same kind can be compared with each other. */
export const kindOf = ({ mode, ending, gdb, program }: Scenario): string =>
  [mode, gdb ?? ending, program].join(', ');
