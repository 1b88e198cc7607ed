import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import { programOfReturns, type Program } from '../format/program';
import { LangError, type LangProblem } from './langError';
import { langMessages } from './messages';
import { langParser, type ReturnStatement } from './parser';
import { langLexer } from './tokens';

const minimumInt64 = -(2n ** 63n);
const maximumInt64 = 2n ** 63n - 1n;

interface Analysis {
  readonly statement: ReturnStatement | undefined;
  readonly problems: readonly LangProblem[];
}

/** Everything that is wrong with a source text, in the order of its lines; nothing when it compiles. */
export function checkLang(source: string): readonly LangProblem[] {
  return analyse(source).problems;
}

/**
 * Compiles a source file. What is only `return <integer>` becomes version 1, byte for byte as the reference does.
 * @param fileName path of the source, for messages and for the debug information
 * @throws LangError with every problem of the file
 */
export function compileLang(source: string, fileName: string): Program {
  const { statement, problems } = analyse(source);
  if (problems.length > 0) throw new LangError(fileName, problems);
  if (!statement) return programOfReturns([]);
  return {
    ...programOfReturns([valueOf(statement)]),
    debug: {
      sourcePath: fileName,
      lines: Uint32Array.of(statement.start.startLine ?? 1),
      columns: Uint32Array.of(statement.start.startColumn ?? 1),
      variables: [],
    },
  };
}

function analyse(source: string): Analysis {
  const { tokens, errors: lexingErrors } = langLexer.tokenize(source);
  langParser.input = tokens;
  const statement = langParser.program();
  const problems = [
    ...lexingErrors.map(fromLexingError),
    ...langParser.errors.map((error) => fromParsingError(error, source)),
  ];
  if (statement && problems.length === 0) problems.push(...checkRange(statement));
  problems.sort((one, other) => one.line - other.line || one.column - other.column);
  return { statement, problems };
}

function valueOf({ integer, isNegative }: ReturnStatement): bigint {
  const magnitude = BigInt(integer.image);
  return isNegative ? -magnitude : magnitude;
}

function checkRange(statement: ReturnStatement): LangProblem[] {
  const value = valueOf(statement);
  if (value >= minimumInt64 && value <= maximumInt64) return [];
  const image = `${statement.isNegative ? '-' : ''}${statement.integer.image}`;
  return [problemAt(statement.integer, langMessages.doesNotFit(image))];
}

function problemAt(token: IToken, message: string): LangProblem {
  const column = token.startColumn ?? 1;
  return { line: token.startLine ?? 1, column, endColumn: column + Math.max(1, token.image.length), message };
}

function fromLexingError({ line, column, length, ...rest }: ILexingError & { source?: string }): LangProblem {
  const at = column ?? 1;
  const character = /->(.)<-/su.exec(rest.message)?.[1] ?? '?';
  return {
    line: line ?? 1,
    column: at,
    endColumn: at + length,
    message: langMessages.unexpectedCharacter(character),
  };
}

/** The parser places "found the end of the file" nowhere: it goes behind the last character. */
function fromParsingError({ token, message }: IRecognitionException, source: string): LangProblem {
  if (token.startLine !== undefined && !Number.isNaN(token.startLine)) return problemAt(token, message);
  const lines = source.trimEnd().split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return { line: lines.length, column, endColumn: column + 1, message };
}
