import type { Benchmark, Contender, TimedRun } from './contender';

export interface Measurement {
  readonly benchmark: string;
  /** The fewest seconds of all rounds, by the contender's name. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** How often everybody runs every program. The best run counts: other work on the machine only ever adds time. */
const rounds = 11;

/**
 * Lets all contenders run one program, in turns, so that whatever else the machine does meets them all alike.
 * @throws Error when one of them comes to another result than the first
 */
export async function measure(benchmark: Benchmark, contenders: readonly Contender[]): Promise<Measurement> {
  const entries: { name: string; run: () => Promise<TimedRun>; seconds: number[] }[] = [];
  for (const contender of contenders) {
    entries.push({ name: contender.name, run: await contender.prepare(benchmark), seconds: [] });
  }
  const expected = await entries[0]?.run();
  for (let round = 0; round < rounds; round++) {
    for (const { name, run, seconds } of entries) {
      const timed = await run();
      if (timed.result !== expected?.result) {
        throw new Error(`${name} says ${timed.result} of ${benchmark.name}, not ${expected?.result}.`);
      }
      seconds.push(timed.seconds);
    }
  }
  return {
    benchmark: benchmark.name,
    seconds: new Map(entries.map(({ name, seconds }) => [name, Math.min(...seconds)])),
  };
}
