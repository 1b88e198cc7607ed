import { workspace, type Uri } from 'vscode';
import type { AssemblySyntax } from '../engine/jit/disassemble';
import { settings } from './ids';

/** How disassembly is to be written for a document. */
export function disassemblySyntaxOf(uri: Uri): AssemblySyntax {
  const syntax = workspace.getConfiguration(settings.section, uri).get<string>(settings.disassemblySyntax);
  return syntax === 'intel' ? 'intel' : 'att';
}
