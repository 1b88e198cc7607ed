import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages as vscodeLanguages,
  Range,
  workspace,
  type TextDocument,
} from 'vscode';
import { problemOfDefect } from '../../engine/lang/defect';
import type { ListingFileSystem } from '../files/listingFileSystem';
import { isListingUri } from '../files/uris';
import { languages } from '../ids';
import { diagnosticsOfListing, type EditorDiagnostic } from './editorDiagnostic';
import type { ListingModels } from './listingModels';

/** A pause in typing after which a document is checked. Unit: milliseconds. */
const typingPause = 250;

/** Name under which the Problems view groups what we find. */
const diagnosticSource = 'langvm';

/** Checks listings and sources while they are open. */
export function registerDiagnostics(models: ListingModels, listings: ListingFileSystem): Disposable {
  const collection = vscodeLanguages.createDiagnosticCollection(diagnosticSource);
  const timers = new Map<TextDocument, NodeJS.Timeout>();

  const check = async (document: TextDocument): Promise<void> => {
    const { version } = document;
    const found = await findingsOf(document, models, listings).catch(findingsOfDefect);
    // Newer text has a check of its own on its way.
    if (!found || document.version !== version || document.isClosed) return;
    collection.set(document.uri, found.map(toDiagnostic));
  };
  const schedule = (document: TextDocument, pause: number): void => {
    if (!isOurs(document)) return;
    clearTimeout(timers.get(document));
    const timer = setTimeout(() => {
      timers.delete(document);
      void check(document);
    }, pause);
    timers.set(document, timer);
  };
  const forget = (document: TextDocument): void => {
    clearTimeout(timers.get(document));
    timers.delete(document);
    collection.delete(document.uri);
  };

  for (const document of workspace.textDocuments) schedule(document, 0);
  return Disposable.from(
    collection,
    workspace.onDidOpenTextDocument((document) => schedule(document, 0)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) schedule(document, typingPause);
    }),
    workspace.onDidCloseTextDocument(forget),
    new Disposable(() => timers.forEach((timer) => clearTimeout(timer))),
  );
}

/** What is wrong with a document, or undefined when it was edited meanwhile. */
async function findingsOf(
  document: TextDocument,
  models: ListingModels,
  listings: ListingFileSystem,
): Promise<readonly EditorDiagnostic[] | undefined> {
  if (document.languageId === languages.source) {
    // The compiler takes a while to load, and who opens listings only needs none.
    const { checkLang } = await import('../../engine/lang/compile');
    return checkLang(document.getText()).map((problem) => ({ ...problem, severity: 'error' }));
  }
  const model = await models.of(document);
  return (
    model && diagnosticsOfListing(model.parsed, () => document.getText(), listings.writesBinary(document.uri))
  );
}

/** Where the check itself failed, the person hears of it instead of seeing what was found in an older text. */
const findingsOfDefect = (error: unknown): readonly EditorDiagnostic[] => [
  { ...problemOfDefect(error), severity: 'error' },
];

const severities: Readonly<Record<EditorDiagnostic['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  information: DiagnosticSeverity.Information,
};

function toDiagnostic({ line, column, endColumn, message, severity, code }: EditorDiagnostic): Diagnostic {
  const range = new Range(line - 1, column - 1, line - 1, endColumn - 1);
  const diagnostic = new Diagnostic(range, message, severities[severity]);
  diagnostic.source = diagnosticSource;
  if (code) diagnostic.code = code;
  return diagnostic;
}

/** The other side of a comparison with an earlier state (`git:` and the like) is history: nobody can mend it. */
function isOurs({ languageId, uri }: TextDocument): boolean {
  if (languageId !== languages.listing && languageId !== languages.source) return false;
  return (
    isListingUri(uri) || uri.scheme === 'file' || uri.scheme === 'untitled' || uri.scheme === 'vscode-remote'
  );
}
