import { BytecodeError } from '../../engine/format/bytecodeError';
import { noBytes, type Program } from '../../engine/format/program';
import { readProgram, writeProgram } from '../../engine/format/read';
import { recognize } from '../../engine/format/recognize';
import { listingMessages } from '../../engine/listing/messages';
import { parseListing } from '../../engine/listing/parse';
import { printListingBytes } from '../../engine/listing/print';
import { messages } from '../messages';

/** VS Code keeps larger documents from extensions, so that hover, diagnostics and breakpoints would be missing. Bytes. */
export const listingSizeLimit = 50 * 1024 * 1024;

/** A listing is not smaller than its binary by more than this: 9 characters for an op of 12 bytes. */
const smallestListingRatio = 9 / 12;

/** Refuses a file that is too large before it is read. @throws {@link ListingTooLargeError} */
export function checkBinarySize(size: number): void {
  const leastSize = size * smallestListingRatio;
  if (leastSize > listingSizeLimit) throw new ListingTooLargeError(leastSize);
}

/** A file that cannot be shown as a listing; the message says why. */
export class ListingTooLargeError extends Error {
  override readonly name = 'ListingTooLargeError';
  constructor(size: number) {
    super(messages.listingTooLarge(Math.ceil(size / (1024 * 1024))));
  }
}

/** An edited listing that says no program; the message says where and why. */
export class UnsavableListingError extends Error {
  /** VS Code shows the name before the message. */
  override readonly name = 'langvm';
}

/** What a `.bc` file holds: bytes whose listing is printed, or the listing itself. */
export type FileForm = 'binary' | 'text';

export interface Listing {
  readonly form: FileForm;
  /** UTF-8. */
  readonly text: Uint8Array;
}

/**
 * The listing of a file.
 * @param sourcePath what the header of a printed listing names
 * @throws BytecodeError for a file that is no bytecode; {@link ListingTooLargeError}
 */
export function listingOfFile(file: Uint8Array, sourcePath: string): Listing {
  const listing: Listing =
    formOf(file) === 'text'
      ? { form: 'text', text: file }
      : { form: 'binary', text: printListingBytes(readProgram(file), sourcePath) };
  if (listing.text.length > listingSizeLimit) throw new ListingTooLargeError(listing.text.length);
  return listing;
}

/** Which of the two a file is; one that is neither counts as binary, and reading it says what is wrong. */
export const formOf = (file: Uint8Array): FileForm => (recognize(file) === 'text' ? 'text' : 'binary');

/** A size that no line of a listing exceeds. */
const longestLine = 64;

/**
 * Whether a file has a listing, without making it where its size leaves no doubt.
 * @throws BytecodeError for a file that is no bytecode; {@link ListingTooLargeError}
 */
export function checkListable(file: Uint8Array): void {
  const isDoubtful = formOf(file) === 'text' || readProgram(file).opCount * longestLine > listingSizeLimit;
  if (isDoubtful) listingOfFile(file, '');
}

/**
 * The binary file that an edited listing says.
 * @param previous what the file held before: bytes after its last op are kept
 * @throws {@link UnsavableListingError} when the listing has problems
 */
export function binaryOfListing(listing: Uint8Array, previous: Uint8Array | undefined): Uint8Array {
  const { program, problems } = parseListing(new TextDecoder().decode(listing));
  const [first] = problems;
  if (first) {
    throw new UnsavableListingError(
      listingMessages.cannotSave(problems.length, first.line, first.column, first.message),
    );
  }
  return writeProgram({ ...program, trailing: trailingOf(previous) });
}

function trailingOf(previous: Uint8Array | undefined): Program['trailing'] {
  if (!previous) return noBytes;
  try {
    return readProgram(previous).trailing;
  } catch (error) {
    // What the file held was broken: there is nothing in it to keep.
    if (error instanceof BytecodeError) return noBytes;
    throw error;
  }
}
