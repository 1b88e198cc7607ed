import { programOfReturns, type Program } from '../format/program';
import { problemOfDefect } from './defect';
import { doubtsOf, lostWordsOf } from './doubt';
import { generate } from './generate';
import { Guesses } from './guesses';
import { LangError, type LangProblem } from './langError';
import { parseSource, type ParsedSource } from './parser';
import { byPlace } from './place';
import { resolve } from './resolve';
import type { SymbolTable } from './symbols';
import type { SourceSyntax } from './syntax';
import type { Report } from './declarations';
import { version1Of, type Version1Source } from './version1Source';

/** Everything that is wrong with a source text, in the order of its lines; nothing when it compiles. Never throws. */
export function checkLang(source: string): readonly LangProblem[] {
  const { problems } = compile(source, '');
  return problems;
}

/**
 * Compiles a source file. What is only `return <integer>` becomes version 1, byte for byte as the reference does;
 * everything else becomes version 3.
 * @param fileName path of the source, for messages and for the debug information
 * @throws LangError with every problem of the file
 */
export function compileLang(source: string, fileName: string): Program {
  const { program, problems } = compile(source, fileName);
  if (!program) throw new LangError(fileName, problems);
  return program;
}

/** A source with the meaning of its names, whether it has mistakes or not. */
export interface AnalysedSource {
  readonly table: SymbolTable;
  readonly problems: readonly LangProblem[];
  /** Words in text that was not understood: none of the table's references is there. */
  readonly lostWords: ReadonlySet<string>;
}

/** What an editor wants to know of a source: its names, and what is wrong. Never throws. */
export function analyseLang(source: string): AnalysedSource {
  try {
    return analyse(parseSource(source));
  } catch (error) {
    const { table } = resolve(emptySource, () => undefined);
    return { table, problems: [problemOfDefect(error)], lostWords: new Set() };
  }
}

const emptySource: SourceSyntax = {
  functions: [],
  arrays: [],
  statements: [],
  end: { line: 1, column: 1, endColumn: 2 },
};

interface Compiled {
  readonly program?: Program;
  readonly problems: readonly LangProblem[];
}

function compile(source: string, fileName: string): Compiled {
  try {
    return compileChecked(source, fileName);
  } catch (error) {
    return { problems: [problemOfDefect(error)] };
  }
}

function compileChecked(source: string, fileName: string): Compiled {
  const parsed = parseSource(source);
  const simple = parsed.problems.length === 0 ? version1Of(parsed.syntax) : undefined;
  if (simple) return { program: version1Program(simple, fileName), problems: [] };
  const { table, problems } = analyse(parsed);
  if (problems.length > 0) return { problems };
  const found: LangProblem[] = [];
  const program = generate(table, fileName, (place, message) => found.push({ ...place, message }));
  return found.length > 0 ? { problems: found } : { program, problems };
}

function version1Program({ value, place }: Version1Source, fileName: string): Program {
  if (!place) return programOfReturns([]);
  return {
    ...programOfReturns([value]),
    debug: {
      sourcePath: fileName,
      lines: Uint32Array.of(place.line),
      columns: Uint32Array.of(place.column),
      variables: [],
    },
  };
}

function analyse(parsed: ParsedSource): AnalysedSource {
  const problems: LangProblem[] = [];
  const report: Report = (place, message) => problems.push({ ...place, message });
  const { table, uses } = resolve(parsed.syntax, report);
  const lostWords = lostWordsOf(parsed, uses);
  const doubts = doubtsOf(parsed, lostWords);
  const guesses = new Guesses();
  for (const use of uses) use.check(table, doubts, guesses, report);
  // What a line that was not understood seems to mean is no mistake of the person's.
  const all = [...parsed.problems, ...problems.filter(({ line }) => !parsed.brokenLines.has(line))];
  return { table, problems: all.sort(byPlace), lostWords };
}
