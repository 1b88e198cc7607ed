import type { Uri } from 'vscode';
import { listingScheme } from '../../adapter/protocol/launch';
import { binaryPartsOf, listingPartsOf } from './listingUri';

/** The URI of the listing of a `.bc` file. */
export const listingUriOf = (binary: Uri): Uri => binary.with({ ...listingPartsOf(binary), fragment: '' });

/** The URI of the file behind a listing. */
export const binaryUriOf = (listing: Uri): Uri => listing.with({ ...binaryPartsOf(listing), fragment: '' });

/** Whether a document is the listing of a `.bc` file, as our file system shows it. */
export const isListingUri = (uri: Uri): boolean => uri.scheme === listingScheme;

/** The file that a document stands for, be it a listing or the file itself. */
export const fileUriOf = (uri: Uri): Uri => (isListingUri(uri) ? binaryUriOf(uri) : uri);

/** How a person calls a file: its path where there is one on this machine. */
export const displayPathOf = (file: Uri): string =>
  file.scheme === 'file' ? file.fsPath : file.toString(true);

/** The last part of a path. */
export const baseNameOf = (uri: Uri): string => uri.path.slice(uri.path.lastIndexOf('/') + 1);
