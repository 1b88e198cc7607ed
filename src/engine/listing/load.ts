import { BytecodeError } from '../format/bytecodeError';
import { bytecodeErrors } from '../format/messages';
import { textOfFile } from '../format/fileText';
import type { Program } from '../format/program';
import { readProgram } from '../format/read';
import { looksLikeCalculatorScript, recognize } from '../format/recognize';
import { parseListing, type ListingProblem } from './parse';
import { printedLineOfFunction, printedLineOfOp } from './printedLines';

/** A text file that is meant as a listing but has errors. */
export class ListingError extends Error {
  override readonly name = 'ListingError';
  constructor(
    readonly fileName: string,
    readonly problems: readonly ListingProblem[],
  ) {
    super(
      problems.map(({ line, column, message }) => `${fileName}:${line}:${column}: ${message}`).join('\n'),
    );
  }
}

/** A program and the lines its ops have in the listing that a person sees of it. */
export interface LoadedBytecode {
  readonly program: Program;
  /** `text`: the file is itself a listing. `binary`: its listing is the printed one. */
  readonly kind: 'binary' | 'text';
  /** The line (from 1) of an op in the listing. */
  readonly lineOfOp: (opIndex: number) => number;
  /** The line (from 1) that stands for a function in the listing. */
  readonly lineOfFunction: (functionIndex: number) => number;
}

/**
 * Reads a `.bc` file, whether it holds bytes or a listing.
 * @throws BytecodeError when it is neither; {@link ListingError} when it is a listing with errors
 */
export function loadBytecode(bytes: Uint8Array, fileName: string): LoadedBytecode {
  if (recognize(bytes) !== 'text') {
    const program = readProgram(bytes);
    return {
      program,
      kind: 'binary',
      lineOfOp: (opIndex) => printedLineOfOp(program, opIndex),
      lineOfFunction: (functionIndex) => printedLineOfFunction(program, functionIndex),
    };
  }
  const text = textOfFile(bytes);
  const { program, opLines, problems, symbols } = parseListing(text);
  if (problems.length > 0) {
    if (looksLikeCalculatorScript(text)) throw bytecodeErrors.calculatorScript();
    throw new ListingError(fileName, problems);
  }
  return {
    program,
    kind: 'text',
    lineOfOp: (opIndex) => opLines[opIndex] ?? 0,
    lineOfFunction: (functionIndex) => symbols.functions[functionIndex]?.line ?? 1,
  };
}

/** Whether text is a script of the calculator bc, which has the same ending, and no listing. */
export function isCalculatorScript(text: string): boolean {
  return looksLikeCalculatorScript(text) && parseListing(text).problems.length > 0;
}

/** Whether an error is one of ours, made for a person to read. */
export function isInputError(error: unknown): error is BytecodeError | ListingError {
  return error instanceof BytecodeError || error instanceof ListingError;
}
