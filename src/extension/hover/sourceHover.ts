import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { compileLang } from '../../engine/lang/compile';
import { compile } from '../../engine/jit/compile';
import { disassemblySyntaxOf } from '../settings';
import { sourceLineHover, type CompiledProgram } from './hoverText';

interface Entry {
  readonly version: number;
  readonly compiled: CompiledProgram | undefined;
}

/** What a line of source becomes: its ops and their machine code. */
export class SourceHoverProvider implements HoverProvider {
  private readonly entries = new WeakMap<TextDocument, Entry>();

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const compiled = this.compiledOf(document);
    const lines = compiled?.program.debug?.lines;
    if (!compiled || !lines) return undefined;
    const opIndexes = [...lines.keys()].filter((opIndex) => lines[opIndex] === position.line + 1);
    if (opIndexes.length === 0) return undefined;
    const options = { syntax: disassemblySyntaxOf(document.uri) };
    const text = new MarkdownString(sourceLineHover(compiled, opIndexes, options));
    return new Hover(text, document.lineAt(position.line).range);
  }

  private compiledOf(document: TextDocument): CompiledProgram | undefined {
    const known = this.entries.get(document);
    if (known?.version === document.version) return known.compiled;
    const compiled = compileDocument(document);
    this.entries.set(document, { version: document.version, compiled });
    return compiled;
  }
}

/** Nothing for a source with mistakes: diagnostics say what they are. */
function compileDocument(document: TextDocument): CompiledProgram | undefined {
  try {
    const program = compileLang(document.getText(), document.fileName);
    return { program, code: compile(program) };
  } catch {
    return undefined;
  }
}
