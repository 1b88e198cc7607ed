import { codeOfLine } from '../../../engine/listing/line';
import { parseRegister } from '../../../engine/listing/directiveReader';
import { nameUsesOf } from '../../../engine/listing/nameUses';
import { operandsOf, splitStatement } from '../../../engine/listing/statement';
import type { ExpressionPlace } from './sourceText';

/** The registers and arrays that an op on a line of a listing has as its operands. Positions count from 0. */
export function expressionsInListing(line: string): ExpressionPlace[] {
  // Version 3 has all ops that there are.
  const kinds = new Map(nameUsesOf(line, 3).map(({ start, kind }) => [start, kind]));
  const { head, rest } = splitStatement(codeOfLine(line));
  if (head?.text.startsWith('.')) return [];
  return operandsOf(rest).parts.flatMap(({ start, text }) => {
    // A function, a label or a constant may be called like a register.
    const kind = kinds.get(start);
    const register = kind === undefined ? parseRegister(text) : undefined;
    if (kind !== 'array' && register === undefined) return [];
    const name = register === undefined ? text : `r${register}`;
    return [{ start, end: start + text.length, text: name, name }];
  });
}

/** The function that each line of a listing is in: the name on the last `.function` line above, or on it. */
export function functionInListing(lineAt: (line: number) => string, line: number): string | undefined {
  for (let at = line; at >= 0; at--) {
    const name = functionNamePattern.exec(lineAt(at))?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The line that heads a function in a listing of version 3. */
const functionNamePattern = /^\s*\.function\s+([A-Za-z_]\w*)/i;
