import { programOfReturns, type Program } from '../format/program';
import { generate } from './generate';
import { LangError, type LangProblem } from './langError';
import { parseSource, type ParsedSource } from './parser';
import { byPlace } from './place';
import { resolve } from './resolve';
import type { SymbolTable } from './symbols';
import type { Report } from './declarations';
import { Word } from './tokens';
import { version1Of, type Version1Source } from './version1Source';

/** Everything that is wrong with a source text, in the order of its lines; nothing when it compiles. */
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
}

/** What an editor wants to know of a source: its names, and what is wrong. Never throws. */
export function analyseLang(source: string): AnalysedSource {
  return analyse(parseSource(source));
}

interface Compiled {
  readonly program?: Program;
  readonly problems: readonly LangProblem[];
}

function compile(source: string, fileName: string): Compiled {
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

function analyse({ syntax, tokens, problems: syntaxProblems }: ParsedSource): AnalysedSource {
  const problems: LangProblem[] = [];
  const report: Report = (place, message) => problems.push({ ...place, message });
  const { table, uses } = resolve(syntax, report);
  const isBroken = syntaxProblems.length > 0;
  const counts = new Map<string, number>();
  if (isBroken) {
    // What was not understood may hold the declaration of a name that seems to be unknown.
    for (const { tokenType, image } of tokens) {
      if (tokenType === Word) counts.set(image, (counts.get(image) ?? 0) + 1);
    }
  }
  for (const use of uses) use.check(table, (counts.get(use.name) ?? 0) > 1, report);
  const brokenLines = new Set(syntaxProblems.map(({ line }) => line));
  // What a line that was not understood seems to mean is no mistake of the person's.
  const all = [...syntaxProblems, ...problems.filter(({ line }) => !brokenLines.has(line))];
  return { table, problems: all.sort(byPlace) };
}
