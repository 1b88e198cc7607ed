import { CloseBrace, langLexer, OpenBrace, Semicolon } from './tokens';

/** A line (from 1) and what it should begin with. */
export interface LineIndentation {
  readonly line: number;
  readonly indentation: string;
}

/**
 * Indents a source by its braces. Lines that go on with a statement and lines within a comment stay as they are, for the
 * person who wrote them had something in mind.
 * @param unit what one level of braces is worth: spaces or a tab
 * @returns the lines whose beginning has to change
 */
export function indentSource(source: string, unit: string): LineIndentation[] {
  const tokens = langLexer.tokenize(source).tokens;
  const inComments = linesInComments(source);
  const changes: LineIndentation[] = [];
  let depth = 0;
  let at = 0;
  let isEnded = true;
  source.split('\n').forEach((text, index) => {
    const line = index + 1;
    const isClosing = tokens[at]?.startLine === line && tokens[at]?.tokenType === CloseBrace;
    const level = Math.max(0, depth - (isClosing ? 1 : 0));
    const indentation = text.trim() === '' ? '' : unit.repeat(level);
    const isFree = (isEnded || isClosing) && !inComments.has(line);
    if (isFree && indentation !== /^[^\S\r]*/.exec(text)?.[0]) changes.push({ line, indentation });
    for (; tokens[at]?.startLine === line; at++) {
      const type = tokens[at]?.tokenType;
      if (type === OpenBrace) depth++;
      if (type === CloseBrace) depth = Math.max(0, depth - 1);
      isEnded = type === OpenBrace || type === CloseBrace || type === Semicolon;
    }
  });
  return changes;
}

/** The lines (from 1) that begin within a block comment. */
function linesInComments(source: string): Set<number> {
  const lines = new Set<number>();
  let line = 1;
  let end = 0;
  // The language has no strings, so that nothing else looks like a comment.
  for (const { 0: comment, index } of source.matchAll(/\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g)) {
    line += lineBreaksIn(source.slice(end, index));
    end = index + comment.length;
    for (const more = lineBreaksIn(comment) + line; line < more;) lines.add(++line);
  }
  return lines;
}

const lineBreaksIn = (text: string): number => text.split('\n').length - 1;
