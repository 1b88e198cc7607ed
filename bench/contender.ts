import type { Program } from '../src/engine/format/program';

/** One of the programs that everybody runs. */
export interface Benchmark {
  /** Name of its sources in `programs`, one for each language. */
  readonly name: string;
  /** What the compiler made of its `.lang` source. */
  readonly program: Program;
  /** Path of the same as a `.bc` file. */
  readonly bytecodeFile: string;
}

export interface TimedRun {
  readonly result: bigint;
  readonly seconds: number;
}

/** Runs one program once, warmed up, and says how long it took. */
export type Runner = () => Promise<TimedRun>;

/** Somebody who takes part. */
export interface Contender {
  readonly name: string;
  /** What exactly it is, for the head of the table: the version, the options. */
  readonly description: string;
  prepare(benchmark: Benchmark): Promise<Runner>;
  close(): void;
}

/** Somebody who cannot take part on this machine. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** Looks whether a contender can take part. @param folder for files that it makes */
export type Entrant = (folder: string) => Promise<Contender | Absent>;

export const isAbsent = (entry: Contender | Absent): entry is Absent => 'reason' in entry;
