import { listingScheme } from '../../adapter/protocol/launch';

/** What of a URI names a file. VS Code's Uri is one. */
export interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/** The scheme that a listing stands for when it says no other. */
const usualScheme = 'file';

/**
 * The listing of a binary file: the same authority and path under our own scheme, so that titles, breadcrumbs and `.bc`
 * associations work. Only a file that is no `file:` says so in the query.
 */
export function listingPartsOf({ scheme, authority, path, query }: UriParts): UriParts {
  const isUsual = scheme === usualScheme && query === '';
  const origin = isUsual ? '' : new URLSearchParams({ scheme, query }).toString();
  return { scheme: listingScheme, authority, path, query: origin };
}

/** The binary file that a listing stands for: the inverse of {@link listingPartsOf}. */
export function binaryPartsOf({ authority, path, query }: UriParts): UriParts {
  const origin = new URLSearchParams(query);
  return { scheme: origin.get('scheme') ?? usualScheme, authority, path, query: origin.get('query') ?? '' };
}
