import type { DebugProtocol } from '@vscode/debugprotocol';
import { debug, type DebugSession, type TextDocument, type Uri } from 'vscode';
import { isSourcePath } from '../../../engine/lang/sourceEnding';
import { fileUriOf, isListingUri, listingUriOf } from '../../files/uris';
import { compiledListingScheme, debugScheme, languages, machineCodeScheme } from '../../ids';
import type { SessionStates } from '../sessionStates';
import type { Role } from './programLinks';

/** What is added to the path of a program, so that a tab says what it shows. */
const suffixes = {
  [machineCodeScheme]: ' (machine code)',
  [compiledListingScheme]: ' (bytecode)',
} as const;

type VirtualScheme = keyof typeof suffixes;

const isVirtual = (scheme: string): scheme is VirtualScheme => scheme in suffixes;

function virtualUriOf(file: Uri, scheme: VirtualScheme): Uri {
  return file.with({ scheme, path: file.path + suffixes[scheme], query: file.scheme, fragment: '' });
}

/** The document that shows the machine code of a program. */
export const machineCodeUriOf = (file: Uri): Uri => virtualUriOf(file, machineCodeScheme);

/** The document that shows what a source compiles to, without a session. */
export const compiledListingUriOf = (file: Uri): Uri => virtualUriOf(file, compiledListingScheme);

/**
 * The listing of the program that a session runs, where VS Code shows its frames at the level of bytecode.
 * @throws where the session is ending
 */
export async function sessionListingUriOf(session: DebugSession, program: Uri): Promise<Uri> {
  if (!isSourcePath(program.path)) return listingUriOf(program);
  const { sources } = (await session.customRequest(
    'loadedSources',
  )) as DebugProtocol.LoadedSourcesResponse['body'];
  const listing = sources.find(({ sourceReference }) => sourceReference !== undefined);
  // The path is what VS Code puts into the URI of a frame's source that has but a name.
  return listing?.name === undefined
    ? compiledListingUriOf(program)
    : debug.asDebugSourceUri({ ...listing, path: listing.name }, session);
}

/** The program that a document is about, or undefined where it is about none. */
export function programOfUri(uri: Uri, states: SessionStates): Uri | undefined {
  if (isVirtual(uri.scheme)) {
    const path = uri.path.slice(0, -suffixes[uri.scheme].length);
    return uri.with({ scheme: uri.query || 'file', path, query: '' });
  }
  if (uri.scheme === debugScheme) return states.programOf(sessionIdOf(uri) ?? '');
  return fileUriOf(uri);
}

/** What a document shows of its program; undefined for a document in no language of ours. */
export function roleOf({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): Role | undefined {
  if (uri.scheme === machineCodeScheme) return 'machineCode';
  if (uri.scheme === compiledListingScheme || isListingUri(uri)) return 'listing';
  if (languageId === languages.listing) return 'listing';
  return languageId === languages.source ? 'source' : undefined;
}

/** The session whose adapter gave a document. */
export function sessionIdOf({ scheme, query }: Uri): string | undefined {
  return scheme === debugScheme ? (new URLSearchParams(query).get('session') ?? undefined) : undefined;
}
