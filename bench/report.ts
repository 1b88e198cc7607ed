import type { Absent, Contender } from './contender';
import type { Measurement } from './measure';

/** A promise of ours: nobody else's business in the table, but judged below it. */
export interface Bar {
  readonly ours: string;
  readonly peer: string;
  /** The ratio that we promise not to exceed on any program. */
  readonly limit: number;
}

export interface Report {
  readonly machine: string;
  readonly contenders: readonly Contender[];
  readonly absent: readonly Absent[];
  readonly measurements: readonly Measurement[];
  readonly bars: readonly Bar[];
}

/** The page `docs/performance.md`. */
export function pageOf({ machine, contenders, absent, measurements, bars }: Report): string {
  const names = contenders.map(({ name }) => name);
  return [
    '# Performance',
    '',
    '<!-- Written by `npm run bench`. Do not edit. -->',
    '',
    `The best of eleven runs in one call of \`npm run bench\` on ${machine}. Everybody runs the same programs (\`bench/programs\`), in turns, ` +
      'warmed up. Ratios carry over to other machines, times do not.',
    '',
    ...contenders.map(({ name, description }) => `- **${name}**: ${description}`),
    ...absent.map(({ name, reason }) => `- **${name}** did not take part: ${reason}.`),
    '',
    '## Milliseconds',
    '',
    ...table(['program', ...names], measurements, (measurement) =>
      names.map((name) => milliseconds(measurement.seconds.get(name))),
    ),
    '',
    ...bars.flatMap((bar) => ratios(bar, names, measurements)),
  ].join('\n');
}

/** How many times as long as a peer one of ours takes, with the promise that goes with it. */
function ratios(
  { ours, peer, limit }: Bar,
  names: readonly string[],
  measurements: readonly Measurement[],
): string[] {
  if (!names.includes(ours)) return [];
  const others = names.filter((name) => name !== ours);
  const worst = Math.max(...measurements.map(({ seconds }) => ratio(seconds, ours, peer)));
  const verdict = Number.isNaN(worst)
    ? `Not judged: ${peer} did not take part.`
    : `The longest is ${worst.toFixed(2)} times ${peer}; the bar is ${limit}: ${worst <= limit ? 'kept' : 'MISSED'}.`;
  return [
    `## ${ours[0]?.toUpperCase() ?? ''}${ours.slice(1)}, as a multiple of the others' time`,
    '',
    'Below 1 ours is faster.',
    '',
    ...table(['program', ...others], measurements, ({ seconds }) =>
      others.map((other) => ratio(seconds, ours, other).toFixed(2)),
    ),
    '',
    verdict,
    '',
  ];
}

const ratio = (seconds: ReadonlyMap<string, number>, ours: string, other: string): number =>
  (seconds.get(ours) ?? NaN) / (seconds.get(other) ?? NaN);

const milliseconds = (seconds: number | undefined): string =>
  seconds === undefined ? '' : (seconds * 1000).toFixed(1);

function table(
  head: readonly string[],
  measurements: readonly Measurement[],
  cells: (measurement: Measurement) => readonly string[],
): string[] {
  const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [
    row(head),
    row(head.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...measurements.map((measurement) => row([measurement.benchmark, ...cells(measurement)])),
  ];
}
