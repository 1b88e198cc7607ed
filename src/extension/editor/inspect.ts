import { workspace, type Uri } from 'vscode';
import { statBinaryFile } from '../files/binaryFile';
import { checkBinarySize } from '../files/listingBytes';
import { classify, describeFailure, type FileContent } from './classify';

/** Looks at a `.bc` file on disk. Never throws: what cannot be read is content of its own kind. */
export async function inspectFile(file: Uri): Promise<FileContent> {
  try {
    checkBinarySize((await statBinaryFile(file)).size);
    return classify(await workspace.fs.readFile(file));
  } catch (error) {
    return describeFailure(error);
  }
}
