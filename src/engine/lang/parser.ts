import { createTokenInstance, type ILexingError, type IToken } from 'chevrotain';
import type { LangProblem } from './langError';
import { langMessages } from './messages';
import { deepestNesting, NestingError } from './nesting';
import { byPlace, isInText, placeOf } from './place';
import { sourceGrammar } from './sourceGrammar';
import type { SourceSyntax } from './syntax';
import { CloseBrace, langLexer, OpenBrace, openComments } from './tokens';

export interface ParsedSource {
  readonly syntax: SourceSyntax;
  /** What the grammar does not allow, in the order of the text, one a line at most: the others mostly follow from it. */
  readonly problems: readonly LangProblem[];
  readonly tokens: readonly IToken[];
}

const nothing: SourceSyntax = {
  functions: [],
  arrays: [],
  statements: [],
  end: { line: 1, column: 1, endColumn: 2 },
};

/** Understands as much of a source as it can. Never throws. */
export function parseSource(source: string): ParsedSource {
  const { tokens, errors, groups } = langLexer.tokenize(source);
  const problems = errors.map(fromLexingError);
  for (const comment of groups[openComments] ?? []) problems.push(fromOpenComment(comment));
  let syntax = nothing;
  sourceGrammar.input = closeBlocks(tokens);
  sourceGrammar.found.length = 0;
  try {
    syntax = sourceGrammar.source();
  } catch (error) {
    if (!(error instanceof NestingError)) throw error;
    problems.push({ ...error.place, message: error.message });
  }
  // A missing ';' tells more than that nothing could begin with what follows: of two at one place the first stays.
  problems.push(...sourceGrammar.found);
  for (const { token, message } of sourceGrammar.errors) {
    problems.push({ ...(isInText(token) ? placeOf(token) : endOf(source)), message });
  }
  if (sourceGrammar.input.length > tokens.length) {
    problems.push({ ...endOf(source), message: langMessages.expected("'}'", langMessages.endOfFile) });
  }
  problems.sort(byPlace);
  return {
    syntax,
    tokens,
    problems: problems.filter(({ line }, index) => line !== problems[index - 1]?.line),
  };
}

/**
 * Adds the braces that are missing at the end, so that a function is understood while it is being typed. They have no
 * place in the text.
 */
function closeBlocks(tokens: IToken[]): IToken[] {
  let open = 0;
  for (const { tokenType } of tokens) {
    if (tokenType === OpenBrace) open++;
    else if (tokenType === CloseBrace) open = Math.max(0, open - 1);
  }
  if (open === 0) return tokens;
  const missing = createTokenInstance(CloseBrace, '', NaN, NaN, NaN, NaN, NaN, NaN);
  // Where more are missing than the parser goes deep, it says so anyway.
  return [...tokens, ...Array.from({ length: Math.min(open, deepestNesting) }, () => missing)];
}

function fromLexingError({ line, column, length, message }: ILexingError): LangProblem {
  const at = column ?? 1;
  const character = /->(.)<-/su.exec(message)?.[1] ?? '?';
  return {
    line: line ?? 1,
    column: at,
    endColumn: at + length,
    message: langMessages.unexpectedCharacter(character),
  };
}

function fromOpenComment(comment: IToken): LangProblem {
  const { line, column } = placeOf(comment);
  return { line, column, endColumn: column + 2, message: langMessages.openComment };
}

/** The parser places "found the end of the file" nowhere: it goes behind the last character. */
function endOf(source: string): Omit<LangProblem, 'message'> {
  const lines = source.trimEnd().split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return { line: lines.length, column, endColumn: column + 1 };
}
