import { languages as vscodeLanguages, workspace, type Disposable, type TextDocument } from 'vscode';
import { isCalculatorScript } from '../../engine/listing/load';
import { isListingUri } from '../files/uris';
import { languages } from '../ids';

/** Languages that a script of the calculator bc opens in, the best one first: another extension may know it. */
const calculatorLanguages = ['bc', 'plaintext'];

/** A script of the calculator is longer than this only in a museum; a listing may be a million lines. Characters. */
const sizeLimit = 1_000_000;

/** Takes our language off scripts of the calculator bc, so that nothing offers breakpoints or completion in them. */
export function registerCalculatorScripts(): Disposable {
  for (const document of workspace.textDocuments) void releaseScript(document);
  return workspace.onDidOpenTextDocument(releaseScript);
}

async function releaseScript(document: TextDocument): Promise<void> {
  if (document.languageId !== languages.listing || isListingUri(document.uri)) return;
  const text = document.getText();
  if (text.length > sizeLimit || !isCalculatorScript(text)) return;
  const known = await vscodeLanguages.getLanguages();
  const language = calculatorLanguages.find((name) => known.includes(name));
  if (language !== undefined) await vscodeLanguages.setTextDocumentLanguage(document, language);
}
