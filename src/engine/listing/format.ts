import { operationByMnemonic } from '../isa/lookup';
import type { FormatVersion } from '../isa/operations';
import { joinColumns } from './columns';
import { directives } from './directives';
import { parseRegister } from './directiveReader';
import { maximumInt64, minimumInt64, parseInteger } from './integer';
import { codeOfLine, commentStart, splitLine } from './line';
import { operandsOf, splitStatement, type Statement } from './statement';

/**
 * A line of a listing as the printer would write it, its comment kept. A line with a mistake stays as it was, but for
 * white space at its end.
 * @param version the version of the listing that it is a line of
 */
export function formatLine(line: string, version: FormatVersion = 1): string {
  const comment = commentStart(line);
  const note = comment < 0 ? '' : line.slice(comment).trimEnd();
  const code = codeOfLine(line);
  if (code.trim() === '')
    return code !== '' && version === 3 && note !== '' ? joinColumns([], note, '') : note;
  const isVersion = /^\s*\.version\b/i.test(code);
  const formatted = version === 1 && !isVersion ? formatVersion1(code) : formatStatement(code, version);
  if (formatted === undefined) return line.trimEnd();
  return note === '' ? formatted : `${formatted} ${note}`;
}

function formatVersion1(code: string): string | undefined {
  const parts = splitLine(code);
  if (!parts) return undefined;
  const operation = operationByMnemonic(1, parts.mnemonic.text);
  const value = parts.operand && parseInteger(parts.operand.text);
  const isValid = value !== undefined && value >= minimumInt64 && value <= maximumInt64 && !parts.rest;
  return operation && isValid ? `${operation.mnemonic} ${value}` : undefined;
}

function formatStatement(code: string, version: FormatVersion): string | undefined {
  const statement = splitStatement(code);
  const { labels, head, rest, place } = statement;
  const names = labels.map(({ text }) => text);
  if (!head) return place ? undefined : joinColumns(names, '', '').trimEnd();
  if (head.text.startsWith('.')) {
    const name = head.text.toLowerCase();
    if (labels.length > 0 || place || (name !== '.version' && !directives[name])) return undefined;
    return [name, ...rest.map(({ text }) => text)].join(' ');
  }
  const op = formatOp(statement, version);
  if (op === undefined) return undefined;
  return version === 3 ? joinColumns(names, op, place?.text ?? '') : op;
}

function formatOp({ head, rest, labels, place }: Statement, version: FormatVersion): string | undefined {
  const operation = operationByMnemonic(version, head?.text ?? '');
  const { parts, misplaced } = operandsOf(rest);
  const hasNoPlaceHere = version === 2 && (labels.length > 0 || place !== undefined);
  if (!operation || misplaced || hasNoPlaceHere) return undefined;
  const operands = parts.map(({ text }, index) => {
    const kind = operation.operands[index]?.kind;
    const isRegister = kind === 'source' || kind === 'destination' || kind === 'arguments';
    const register = isRegister ? parseRegister(text) : undefined;
    return register === undefined ? text : `r${register}`;
  });
  return operands.length === 0 ? operation.mnemonic : `${operation.mnemonic} ${operands.join(', ')}`;
}
