import type { NameUse } from './nameUse';
import type { ParsedSource } from './parser';
import { Word } from './tokens';

/**
 * Which names may mean something that nobody knows of, because its declaration stands in text that was not understood.
 * Nobody is told that they are unknown.
 */
export function doubtOf(
  { tokens, syntax, problems, brokenLines, areBlocksUnclear }: ParsedSource,
  uses: readonly NameUse[],
): (name: string) => boolean {
  if (problems.length === 0) return () => false;
  const declared = [...syntax.functions, ...syntax.arrays].map(({ name }) => name.place);
  const understood = new Set([...declared, ...uses.map(({ place }) => place)].map(keyOf));
  const lost = new Set<string>();
  const counts = new Map<string, number>();
  for (const { tokenType, image, startLine: line, startColumn: column } of tokens) {
    if (tokenType !== Word) continue;
    counts.set(image, (counts.get(image) ?? 0) + 1);
    // What a broken line seems to mean may be something else: `c [= 7;` is no cell.
    if (brokenLines.has(line ?? 0) || !understood.has(keyOf({ line, column }))) lost.add(image);
  }
  // Where it is not sure which function a statement belongs to, an assignment anywhere may be the one that is missing.
  return (name) => lost.has(name) || (areBlocksUnclear && (counts.get(name) ?? 0) > 1);
}

const keyOf = ({ line, column }: Partial<Readonly<Record<'line' | 'column', number | undefined>>>): string =>
  `${line}:${column}`;
