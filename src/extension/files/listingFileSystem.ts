import {
  Disposable,
  EventEmitter,
  FileChangeType,
  FilePermission,
  FileSystemError,
  FileType,
  workspace,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type Uri,
} from 'vscode';
import { listingScheme } from '../../adapter/protocol/launch';
import { isInputError } from '../../engine/listing/load';
import { messages } from '../messages';
import { completeStep } from '../walkthrough';
import { statBinaryFile, writeBinaryFile, type BinaryFileStat } from './binaryFile';
import {
  binaryOfListing,
  checkBinarySize,
  formOf,
  listingOfFile,
  ListingTooLargeError,
  type FileForm,
  type Listing,
} from './listingBytes';
import { binaryUriOf, displayPathOf, isListingUri } from './uris';
import { watchFile } from './watchFile';

/** What is known of a listing for one state of its file. */
interface Snapshot {
  readonly modifiedOnDisk: number;
  readonly sizeOnDisk: number;
  /** The time of change that VS Code was told: never goes back, so that no change is missed. */
  readonly modified: number;
  /** Bytes of the listing; 0 when there is none. */
  readonly size: number;
  readonly form: FileForm;
  /** The listing itself until somebody read it: a stat is nearly always followed by a read. */
  text: Uint8Array | undefined;
}

/**
 * Files of bytecode as text that a person edits. Of a binary file reading prints the listing, and writing parses it and
 * writes the binary; a file that is a listing itself passes as it is. What is on disk is the only truth.
 *
 * Files of text pass through here too, since VS Code would open their `file:` URI in the custom editor again whenever a
 * frame, a breakpoint or a problem is gone to.
 */
export class ListingFileSystem implements FileSystemProvider {
  private readonly changes = new EventEmitter<FileChangeEvent[]>();
  private readonly snapshots = new Map<string, Snapshot>();
  private readonly making = new Map<string, Promise<Snapshot>>();
  /** Listings whose saved text differs from what the binary prints as. */
  private readonly notCanonical = new Set<string>();
  readonly onDidChangeFile = this.changes.event;

  register(): Disposable {
    return Disposable.from(
      workspace.registerFileSystemProvider(listingScheme, this, {
        isCaseSensitive: process.platform === 'linux',
      }),
      workspace.onDidSaveTextDocument(({ uri }) => this.showCanonicalText(uri)),
      this.changes,
    );
  }

  /** Whether saving a document writes a binary file: not where the file is text itself, or there is none yet. */
  writesBinary(document: Uri): boolean {
    return isListingUri(document) && this.snapshots.get(document.toString())?.form !== 'text';
  }

  watch(listing: Uri): Disposable {
    return watchFile(binaryUriOf(listing), (type) => this.changes.fire([{ type, uri: listing }]));
  }

  async stat(listing: Uri): Promise<FileStat> {
    const file = binaryUriOf(listing);
    const onDisk = await statBinaryFile(file);
    // Saving asks about the folder first.
    if (onDisk.isFolder)
      return { type: FileType.Directory, ctime: onDisk.created, mtime: onDisk.modified, size: 0 };
    const { modified, size } = await this.snapshotOf(listing, file, onDisk);
    return {
      type: FileType.File,
      ctime: onDisk.created,
      mtime: modified,
      size,
      ...(onDisk.isReadOnly ? { permissions: FilePermission.Readonly } : {}),
    };
  }

  async readFile(listing: Uri): Promise<Uint8Array> {
    const file = binaryUriOf(listing);
    const snapshot = await this.snapshotOf(listing, file, await statBinaryFile(file));
    const text = snapshot.text ?? (await this.print(file)).text;
    snapshot.text = undefined;
    completeStep('listingOpened');
    return text;
  }

  async writeFile(listing: Uri, content: Uint8Array): Promise<void> {
    const file = binaryUriOf(listing);
    const onDisk = await statBinaryFile(file).catch(() => undefined);
    if (onDisk?.isReadOnly)
      throw FileSystemError.NoPermissions(messages.notSavedReadOnly(displayPathOf(file)));
    const previous = onDisk?.size ? await workspace.fs.readFile(file) : undefined;
    // A file that is gone meanwhile is written as what it was.
    const form = previous ? formOf(previous) : (this.snapshots.get(listing.toString())?.form ?? 'binary');
    const written = form === 'text' ? content : binaryOfListing(content, previous);
    const { text } = listingOfFile(written, displayPathOf(file));
    await writeBinaryFile(file, written);
    this.remember(listing, await statBinaryFile(file), { form, size: text.length });
    if (Buffer.compare(text, content) !== 0) this.notCanonical.add(listing.toString());
  }

  /**
   * After saving a listing that was typed differently (`return 0x23`), the editor shows what the file now prints as.
   * Only once the save is over: a document that is being saved does not reload.
   */
  private showCanonicalText(document: Uri): void {
    const key = document.toString();
    if (!isListingUri(document) || !this.notCanonical.delete(key)) return;
    const snapshot = this.snapshots.get(key);
    // VS Code asks again only for a file that is newer than the one it wrote.
    if (snapshot) this.snapshots.set(key, { ...snapshot, modified: snapshot.modified + 1 });
    this.changes.fire([{ type: FileChangeType.Changed, uri: document }]);
  }

  private async snapshotOf(listing: Uri, file: Uri, onDisk: BinaryFileStat): Promise<Snapshot> {
    const key = listing.toString();
    const known = this.snapshots.get(key);
    if (known?.modifiedOnDisk === onDisk.modified && known.sizeOnDisk === onDisk.size) return known;
    // VS Code asks for stat and content at the same time: a large listing is printed once for both.
    let making = this.making.get(key);
    if (!making) {
      making = this.makeSnapshot(listing, file, onDisk).finally(() => this.making.delete(key));
      this.making.set(key, making);
    }
    return making;
  }

  private async makeSnapshot(listing: Uri, file: Uri, onDisk: BinaryFileStat): Promise<Snapshot> {
    // Broken bytecode has no listing, but it has a time of change: reading it says what is wrong.
    const printed = await this.print(file, onDisk.size).catch(() => undefined);
    const form = printed?.form ?? 'binary';
    return this.remember(listing, onDisk, { form, size: printed?.text.length ?? 0, text: printed?.text });
  }

  private remember(
    listing: Uri,
    onDisk: BinaryFileStat,
    { form, size, text }: { form: FileForm; size: number; text?: Uint8Array | undefined },
  ): Snapshot {
    const key = listing.toString();
    const snapshot: Snapshot = {
      modifiedOnDisk: onDisk.modified,
      sizeOnDisk: onDisk.size,
      modified: Math.max(onDisk.modified, (this.snapshots.get(key)?.modified ?? 0) + 1),
      size,
      form,
      text,
    };
    this.snapshots.set(key, snapshot);
    return snapshot;
  }

  private async print(file: Uri, sizeOnDisk = 0): Promise<Listing> {
    try {
      checkBinarySize(sizeOnDisk);
      return listingOfFile(await workspace.fs.readFile(file), displayPathOf(file));
    } catch (error) {
      const isOurs = isInputError(error) || error instanceof ListingTooLargeError;
      throw isOurs ? FileSystemError.Unavailable(error.message) : error;
    }
  }

  /** The folder of the binary files, since a listing has the same path. */
  async readDirectory(folder: Uri): Promise<[string, FileType][]> {
    const entries = await workspace.fs.readDirectory(binaryUriOf(folder));
    return entries.filter(([name, type]) => type === FileType.Directory || name.endsWith('.bc'));
  }

  createDirectory(): never {
    throw FileSystemError.NoPermissions(messages.noSuchListing);
  }

  delete(): never {
    throw FileSystemError.NoPermissions(messages.noSuchListing);
  }

  rename(): never {
    throw FileSystemError.NoPermissions(messages.noSuchListing);
  }
}
