import { listingScheme } from './launch';

/**
 * The URI under which VS Code shows the listing of a binary file, and back. A listing has the path of its file, under
 * a scheme of its own: `/work/out.bc` ⇄ `langvm-bytecode:/work/out.bc`, `C:\out.bc` ⇄ `langvm-bytecode:/c:/out.bc`.
 */
export function listingUriOf(filePath: string): string {
  const slashes = filePath.replace(/\\/g, '/');
  const absolute = slashes.startsWith('/') ? slashes : `/${slashes}`;
  return `${listingScheme}:${absolute.split('/').map(encodeURIComponent).join('/')}`;
}

/** The file behind a listing's URI, or undefined where the text is no such URI. One that is not encoded means itself. */
export function filePathOfListingUri(uri: string): string | undefined {
  if (!uri.startsWith(`${listingScheme}:`)) return undefined;
  const withoutAuthority = uri.slice(listingScheme.length + 1).replace(/^\/\/[^/]*/, '');
  const filePath = decoded(withoutAuthority);
  return /^\/[A-Za-z]:/.test(filePath) ? filePath.slice(1) : filePath;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
