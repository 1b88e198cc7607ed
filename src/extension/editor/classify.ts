import { BytecodeError, type BytecodeProblem } from '../../engine/format/bytecodeError';
import { isCalculatorScript } from '../../engine/listing/load';
import { checkListable, formOf, ListingTooLargeError } from '../files/listingBytes';
import { excerptAround, type Excerpt } from './excerpt';

/** What a `.bc` file holds, and so how it opens. */
export type FileContent =
  /** Bytecode, or a listing of it: opens as the listing. */
  | { readonly kind: 'listing' }
  /** A script of the calculator bc: opens as the text that it is. */
  | { readonly kind: 'script' }
  /** Anything else: a page says what it is. */
  | ForeignContent;

export interface ForeignContent {
  readonly kind: 'foreign';
  readonly problem?: BytecodeProblem;
  /** What is wrong, for a person. */
  readonly message: string;
  /** The bytes around the place, where there is one. */
  readonly excerpt?: Excerpt;
}

/** Tells by its bytes what a `.bc` file is. */
export function classify(bytes: Uint8Array): FileContent {
  try {
    checkListable(bytes);
    const isScript = formOf(bytes) === 'text' && isCalculatorScript(new TextDecoder().decode(bytes));
    return { kind: isScript ? 'script' : 'listing' };
  } catch (error) {
    return describeFailure(error, bytes);
  }
}

/** What to show of a file that could not be read. */
export function describeFailure(error: unknown, bytes?: Uint8Array): ForeignContent {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ListingTooLargeError) return { kind: 'foreign', message };
  if (!(error instanceof BytecodeError)) return { kind: 'foreign', problem: 'cannotOpen', message };
  const { problem, byteOffset } = error;
  const excerpt = bytes && byteOffset !== undefined ? excerptAround(bytes, byteOffset) : undefined;
  return { kind: 'foreign', problem, message, ...(excerpt ? { excerpt } : {}) };
}
