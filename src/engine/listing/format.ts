import { operationByMnemonic } from '../isa/lookup';
import { maximumInt64, minimumInt64, parseInteger } from './integer';
import { codeOfLine, commentStart, splitLine } from './line';
import { listingFormatVersion } from './parse';

/**
 * A line of a listing as the printer would write it, its comment kept. A line with a mistake stays as it was, but for
 * white space at its end.
 */
export function formatLine(line: string): string {
  const comment = commentStart(line);
  const note = comment < 0 ? '' : line.slice(comment).trimEnd();
  const parts = splitLine(codeOfLine(line));
  if (!parts) return note;
  const operation = operationByMnemonic(listingFormatVersion, parts.mnemonic.text);
  const value = parts.operand && parseInteger(parts.operand.text);
  const isValid = value !== undefined && value >= minimumInt64 && value <= maximumInt64 && !parts.rest;
  if (!operation || !isValid) return line.trimEnd();
  return `${operation.mnemonic} ${value}${note === '' ? '' : ` ${note}`}`;
}
