import type { ListingProblemCode, ParsedListing, TextRange } from '../../engine/listing/parse';
import { listingMessages } from '../../engine/listing/messages';
import { looksLikeCalculatorScript } from '../../engine/format/recognize';

/** A diagnostic before it is VS Code's: lines and columns count from 1. */
export interface EditorDiagnostic extends TextRange {
  readonly severity: 'error' | 'information';
  readonly message: string;
  readonly code?: DiagnosticCode;
}

export type DiagnosticCode = ListingProblemCode | 'commentNotKept';

/**
 * What to say about a listing while it is typed.
 * @param isBinary whether saving writes a binary file, which has no place for comments
 */
export function diagnosticsOfListing(
  { problems, comments }: ParsedListing,
  text: () => string,
  isBinary: boolean,
): EditorDiagnostic[] {
  // A script of the calculator bc has the same ending. It is not ours to judge.
  if (!isBinary && problems.length > 0 && looksLikeCalculatorScript(text())) return [];
  const found: EditorDiagnostic[] = problems.map((problem) => ({ ...problem, severity: 'error' }));
  if (isBinary) {
    for (const comment of comments) {
      const message = listingMessages.commentNotKept();
      found.push({ ...comment, severity: 'information', message, code: 'commentNotKept' });
    }
  }
  return found;
}
