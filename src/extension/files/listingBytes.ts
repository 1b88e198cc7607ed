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

/** A listing is not smaller than its binary by more than this: `RETURN r0` for an op of 16 bytes. */
const smallestListingRatio = 10 / 16;

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

/**
 * A listing is not larger than its binary by more than this: a CALL of a function with the longest name, for an op of 16
 * bytes.
 */
const largestListingRatio = 20;

/**
 * Whether a file has a listing, without making it where its size leaves no doubt.
 * @throws BytecodeError for a file that is no bytecode; {@link ListingTooLargeError}
 */
export function checkListable(file: Uint8Array): void {
  if (formOf(file) === 'text' || file.length * largestListingRatio > listingSizeLimit)
    listingOfFile(file, '');
  else readProgram(file);
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
  return writeProgram({ ...program, ...keptOf(previous, program) });
}

/** What of the file before only the file can say: the listing does not show it. */
function keptOf(
  previous: Uint8Array | undefined,
  { version }: Program,
): Pick<Program, 'trailing' | 'unknownSections'> {
  const nothing = { trailing: noBytes, unknownSections: [] };
  if (!previous) return nothing;
  try {
    const { trailing, unknownSections } = readProgram(previous);
    // Sections are of version 3, which has nothing behind them.
    return version === 3 ? { ...nothing, unknownSections } : { ...nothing, trailing };
  } catch (error) {
    // What the file held was broken: there is nothing in it to keep.
    if (error instanceof BytecodeError) return nothing;
    throw error;
  }
}
