import type { DebugProtocol } from '@vscode/debugprotocol';
import path from 'node:path';
import { filePathOfListingUri } from '../protocol/listingUri';
import type { Debuggee } from './debuggee';

/** Whether a source that the client names is the one of the debuggee. URIs are compared parsed, never as strings. */
export function isSourceOf(debuggee: Debuggee, source: DebugProtocol.Source): boolean {
  if (source.sourceReference) return source.sourceReference === debuggee.source.sourceReference;
  if (source.path === undefined) return false;
  const listingFile = filePathOfListingUri(source.path);
  // A client without our scheme may set breakpoints in the binary file itself: its lines are those of the listing.
  return samePath(listingFile ?? source.path, debuggee.filePath);
}

function samePath(one: string, other: string): boolean {
  const normalize = (file: string): string => {
    const resolved = path.resolve(file);
    return process.platform === 'win32' ? resolved.toLowerCase() : resolved;
  };
  return normalize(one) === normalize(other);
}
