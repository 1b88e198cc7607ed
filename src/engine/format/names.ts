import type { FlawList } from './flawList';
import { flaws, type FlawPlace } from './flaws';
import { longestName } from './limits';

/** What a function, an array or a variable may be called. */
export const identifierPattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const isName = (text: string): boolean => text.length <= longestName && identifierPattern.test(text);

/** Refuses names that are none, and the second of two equal ones. */
export function checkNames(
  part: FlawPlace['part'],
  entries: readonly { readonly name: string }[],
  list: FlawList,
): void {
  const known = new Map<string, number>();
  for (const [index, { name }] of entries.entries()) {
    const other = known.get(name);
    if (!isName(name)) {
      if (!list.add(flaws.badName(part, index, name))) return;
    } else if (other !== undefined) {
      if (!list.add(flaws.duplicateName(part, index, name, other))) return;
    } else {
      known.set(name, index);
    }
  }
}
