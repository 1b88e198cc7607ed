/** The columns of a line of version 3: label, op, place in the source. */

/** Where ops begin: a label before it has room for its name and colon. Unit: characters. */
const opColumn = 8;

/** Where `@line:column` begins, when the op is not longer. */
const placeColumn = 40;

/** A line of version 3 from its parts; a part that is too long moves those behind it. */
export function joinColumns(labels: readonly string[], op: string, place: string): string {
  const label = labels.map((name) => `${name}:`).join(' ');
  const start = label.length < opColumn ? label.padEnd(opColumn) : `${label} `;
  const line = `${start}${op}`;
  return place === '' ? line.trimEnd() : `${line.padEnd(placeColumn - 1)} ${place}`;
}
