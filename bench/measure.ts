import type { Benchmark, Contender, TimedRun } from './contender';

export interface Measurement {
  readonly benchmark: string;
  /** Median seconds by the contender's name. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** How often everybody runs every program; the median counts. */
const rounds = 7;

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
    seconds: new Map(entries.map(({ name, seconds }) => [name, median(seconds)])),
  };
}

/** @throws RangeError when there are no values */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted[sorted.length >> 1];
  const before = sorted[(sorted.length - 1) >> 1];
  if (middle === undefined || before === undefined) throw new RangeError('There is no median of nothing.');
  return (middle + before) / 2;
}
