/** How a line of a listing falls into its parts. Positions count from 0, in UTF-16 units, as strings do. */

export interface LinePart {
  readonly start: number;
  readonly text: string;
}

export interface LineParts {
  readonly mnemonic: LinePart;
  readonly operand?: LinePart;
  /** What stands behind the operand and has no place there. */
  readonly rest?: LinePart;
}

/** mnemonic, white space, operand, rest: each may be missing. */
const linePattern = /^(\s*)(\S+)(\s*)(\S*)(\s*)(.*)$/s;

/** What stands before a comment: a semicolon in a string, closed or not, begins none. */
const codePattern = /^(?:[^";]|"(?:[^"\\]|\\.)*(?:"|\\?$))*/s;

/** Where the comment of a line begins, or -1. */
export function commentStart(line: string): number {
  const semicolon = line.indexOf(';');
  if (semicolon < 0) return -1;
  const quote = line.indexOf('"');
  if (quote < 0 || quote > semicolon) return semicolon;
  const length = codePattern.exec(line)?.[0].length ?? 0;
  return length < line.length ? length : -1;
}

/** The code of a line: what stands before its comment. */
export function codeOfLine(line: string): string {
  const comment = commentStart(line);
  return comment < 0 ? line : line.slice(0, comment);
}

/** The parts of a line of version 1 without its comment, or undefined when it is blank. */
export function splitLine(code: string): LineParts | undefined {
  const match = linePattern.exec(code.trimEnd());
  if (!match) return undefined;
  const [, indent = '', mnemonic = '', gap = '', operand = '', gapAfter = '', rest = ''] = match;
  const operandStart = indent.length + mnemonic.length + gap.length;
  const restStart = operandStart + operand.length + gapAfter.length;
  return {
    mnemonic: { start: indent.length, text: mnemonic },
    ...(operand === '' ? {} : { operand: { start: operandStart, text: operand } }),
    ...(rest === '' ? {} : { rest: { start: restStart, text: rest } }),
  };
}
