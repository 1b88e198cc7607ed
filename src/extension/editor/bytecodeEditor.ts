import {
  window,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  type Disposable,
  type Uri,
  type WebviewPanel,
} from 'vscode';
import { bytecodeEditorType } from '../ids';
import { ComparisonSides } from './comparison';
import { OpenFile } from './openFile';

/** Registers what stands in front of every `.bc` file. */
export function registerBytecodeEditor(): Disposable {
  return window.registerCustomEditorProvider(bytecodeEditorType, new BytecodeEditor(), {
    supportsMultipleEditorsPerDocument: true,
  });
}

/**
 * Opens a `.bc` file as what it holds: puts a text document in its own place and goes, or stays as a page that says
 * what the file is. A text document cannot be had directly, since VS Code decides by the file's name alone.
 */
class BytecodeEditor implements CustomReadonlyEditorProvider {
  private readonly comparisons = new ComparisonSides();

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): Promise<void> {
    await new OpenFile(uri, panel, this.comparisons).start();
  }
}
