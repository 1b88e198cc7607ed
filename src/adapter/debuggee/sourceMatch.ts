import type { DebugProtocol } from '@vscode/debugprotocol';
import path from 'node:path';
import { filePathOfListingUri } from '../protocol/listingUri';
import { viewsOf, type ChangedSource, type Debuggee, type SourceView } from './debuggee';

/**
 * The text of the debuggee that a client means by a source, or undefined when it means another file. URIs are compared
 * parsed, never as strings.
 */
export function viewOfSource(debuggee: Debuggee, source: DebugProtocol.Source): SourceView | undefined {
  const views = viewsOf(debuggee);
  if (source.sourceReference)
    return views.find((view) => view.source.sourceReference === source.sourceReference);
  const { path: given } = source;
  // Whatever a client sends that is no path.
  if (typeof given !== 'string') return undefined;
  const listingFile = filePathOfListingUri(given);
  if (listingFile !== undefined)
    return samePath(listingFile, debuggee.filePath) ? debuggee.listing : undefined;
  // A client without our scheme may set breakpoints in the binary file itself: its lines are those of the listing.
  return views.find((view) => samePath(given, view.filePath));
}

/** The source of the debuggee that has changed, where a client means it: then it is none of its texts. */
export function changedSourceOf(
  { changedSource }: Debuggee,
  { path: given }: DebugProtocol.Source,
): ChangedSource | undefined {
  if (typeof given !== 'string' || !changedSource) return undefined;
  return samePath(given, changedSource.filePath) ? changedSource : undefined;
}

function samePath(one: string, other: string): boolean {
  const normalize = (file: string): string => {
    const resolved = path.resolve(file);
    return process.platform === 'win32' ? resolved.toLowerCase() : resolved;
  };
  return normalize(one) === normalize(other);
}
