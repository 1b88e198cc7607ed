import type { IToken } from 'chevrotain';
import type { Doubts, NameUse, UseKind } from './nameUse';
import type { ParsedSource } from './parser';
import { ArrayWord, Function, Word } from './tokens';

/** Words that stand where nothing is known of what they mean, since the text around them was not understood. */
export function lostWordsOf(
  { tokens, syntax, problems }: ParsedSource,
  uses: readonly NameUse[],
): Set<string> {
  const lost = new Set<string>();
  if (problems.length === 0) return lost;
  const declared = [...syntax.functions, ...syntax.arrays].map(({ name }) => name.place);
  const understood = new Set([...declared, ...uses.map(({ place }) => place)].map(keyOf));
  for (const { tokenType, image, startLine: line, startColumn: column } of tokens) {
    if (tokenType === Word && !understood.has(keyOf({ line, column }))) lost.add(image);
  }
  return lost;
}

/**
 * Which names may mean something else than it seems, or something that nobody knows of, because a declaration stands in
 * text that was not understood. Nobody is told that they are unknown or mixed up.
 */
export function doubtsOf(
  { tokens, problems, brokenLines, areBlocksUnclear }: ParsedSource,
  lostWords: ReadonlySet<string>,
): Doubts {
  if (problems.length === 0) return { isBroken: () => false, mayExist: () => false };
  const onBrokenLines = new Set<string>();
  const counts = new Map<string, number>();
  for (const { tokenType, image, startLine: line } of tokens) {
    if (tokenType !== Word) continue;
    counts.set(image, (counts.get(image) ?? 0) + 1);
    // What a broken line seems to mean may be something else: `c [= 7;` is no cell.
    if (brokenLines.has(line ?? 0)) onBrokenLines.add(image);
  }
  // Where it is not sure which function a statement belongs to, an assignment anywhere may be the one that is missing.
  const isUnclear = (name: string): boolean => areBlocksUnclear && (counts.get(name) ?? 0) > 1;
  const isHidden = (name: string): boolean =>
    lostWords.has(name) || onBrokenLines.has(name) || isUnclear(name);
  const namelessKinds = kindsWithoutName(tokens);
  return {
    isBroken: ({ line }) => brokenLines.has(line),
    mayExist: ({ name, kind, headLine }) =>
      isHidden(name) || namelessKinds.has(kind) || (kind === 'variable' && brokenLines.has(headLine ?? 0)),
  };
}

/** Where the name of a function or an array is missing, any that is used may be the one. */
function kindsWithoutName(tokens: readonly IToken[]): ReadonlySet<UseKind> {
  const kinds = new Set<UseKind>();
  tokens.forEach(({ tokenType }, index) => {
    if (tokens[index + 1]?.tokenType === Word) return;
    if (tokenType === Function) kinds.add('call');
    if (tokenType === ArrayWord) kinds.add('element');
  });
  return kinds;
}

const keyOf = ({ line, column }: Partial<Readonly<Record<'line' | 'column', number | undefined>>>): string =>
  `${line}:${column}`;
