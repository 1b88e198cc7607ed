import { codeOfLine } from '../../../engine/listing/line';
import type { ExpressionPlace } from './sourceText';

/** The registers and arrays on a line of a listing, without its comment. Positions count from 0. */
export function expressionsInListing(line: string): ExpressionPlace[] {
  const code = codeOfLine(line);
  if (/^\s*\./.test(code)) return [];
  const hasArray = /\b(?:LOAD_CELL|STORE_CELL)\b/i.test(code);
  const places: ExpressionPlace[] = [];
  let isMnemonicBehind = false;
  for (const match of code.matchAll(/@?[A-Za-z_]\w*:?/g)) {
    const [text] = match;
    const isRegister = /^r\d+$/.test(text);
    const isLabel = text.endsWith(':') || text.startsWith('@');
    if (isMnemonicBehind && !isLabel && (isRegister || hasArray))
      places.push({ start: match.index, end: match.index + text.length, text, name: text });
    isMnemonicBehind ||= !isLabel;
  }
  return places;
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
export const functionNamePattern = /^\s*\.function\s+([A-Za-z_]\w*)/;
