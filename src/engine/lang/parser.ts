import { createTokenInstance, type ILexingError, type IToken } from 'chevrotain';
import type { LangProblem } from './langError';
import { translateHabits } from './habits';
import { langMessages } from './messages';
import { mostMissingBraces } from './nesting';
import { byPlace, isInText, placeOf } from './place';
import { sourceGrammar } from './sourceGrammar';
import type { SourceSyntax } from './syntax';
import { CloseBrace, If, langLexer, OpenBrace, openComments } from './tokens';

export interface ParsedSource {
  readonly syntax: SourceSyntax;
  /** What the grammar does not allow, in the order of the text, one a line at most. */
  readonly problems: readonly LangProblem[];
  readonly tokens: readonly IToken[];
  /** The lines that were not understood as they stand. A brace that is missing behind the last one breaks none. */
  readonly brokenLines: ReadonlySet<number>;
  /** Whether it is not sure which statements belong to which function. */
  readonly areBlocksUnclear: boolean;
}

/** Understands as much of a source as it can. */
export function parseSource(source: string): ParsedSource {
  const { tokens, errors, groups } = langLexer.tokenize(source);
  const { meant, problems: habits } = translateHabits(tokens);
  const missing = missingBraces(tokens);
  const { syntax, isBraceMissing, areBlocksUnclear } = sourceGrammar.parse(
    [...meant, ...missing],
    missing.length,
  );
  const fromGrammar = [
    // A missing ';' tells more than that nothing could begin with what follows: of two at one place the first stays.
    ...sourceGrammar.found,
    ...sourceGrammar.errors.map(({ token, message }) => ({
      ...(isInText(token) ? placeOf(token) : endOf(source)),
      message,
    })),
    // After a ')' that is missing a statement would begin, but nobody meant one there.
    ...sourceGrammar.lostWords,
  ].sort(byPlace);
  const problems = firstOfEachLine([
    ...habits,
    ...errors.map((error) => fromLexingError(error, source)),
    ...(groups[openComments] ?? []).map(fromOpenComment),
    ...fromGrammar,
  ]);
  const brokenLines = new Set(problems.keys());
  const end = endOf(source);
  if (isBraceMissing && !brokenLines.has(end.line)) {
    problems.set(end.line, { ...end, message: langMessages.expected("'}'", langMessages.endOfFile) });
  }
  return {
    syntax,
    tokens,
    problems: withoutLostElses([...problems.values()], tokens).sort(byPlace),
    brokenLines,
    areBlocksUnclear: areBlocksUnclear || isBraceMissing,
  };
}

/** Without an `else` below an `if` that was not understood: it belongs to that one. */
function withoutLostElses(problems: readonly LangProblem[], tokens: readonly IToken[]): LangProblem[] {
  const isLost = ({ message }: LangProblem): boolean => message === langMessages.elseWithoutIf;
  const broken = new Set(problems.filter((problem) => !isLost(problem)).map(({ line }) => line));
  const brokenIf = tokens.find(({ tokenType, startLine }) => tokenType === If && broken.has(startLine ?? 0));
  const first = brokenIf?.startLine ?? Infinity;
  return problems.filter((problem) => !isLost(problem) || problem.line <= first);
}

/** What explains most comes first: of one line the others mostly follow from it. */
function firstOfEachLine(problems: readonly LangProblem[]): Map<number, LangProblem> {
  const first = new Map<number, LangProblem>();
  for (const problem of problems) if (!first.has(problem.line)) first.set(problem.line, problem);
  return first;
}

/**
 * The braces that are missing at the end: with them, a function is understood while it is being typed. They have no place
 * in the text.
 */
function missingBraces(tokens: IToken[]): IToken[] {
  let open = 0;
  for (const { tokenType } of tokens) {
    if (tokenType === OpenBrace) open++;
    else if (tokenType === CloseBrace) open = Math.max(0, open - 1);
  }
  const missing = createTokenInstance(CloseBrace, '', NaN, NaN, NaN, NaN, NaN, NaN);
  // Where more are missing than the parser goes deep, it says so anyway.
  return Array.from({ length: Math.min(open, mostMissingBraces) }, () => missing);
}

function fromLexingError({ line, column, length, offset }: ILexingError, source: string): LangProblem {
  const at = column ?? 1;
  // A character may be two units of the text.
  const character = String.fromCodePoint(source.codePointAt(offset) ?? 0);
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
