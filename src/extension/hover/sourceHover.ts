import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { compileLang } from '../../engine/lang/compile';
import { compile } from '../../engine/jit/compile';
import { disassemblySyntaxOf } from '../settings';
import { describeSymbol } from '../source/describe';
import { nameAtPosition, rangeOf } from '../source/ranges';
import type { SourceModels } from '../source/sourceModels';
import { sourceLineHover, type CompiledProgram } from './hoverText';

interface Entry {
  readonly version: number;
  readonly compiled: CompiledProgram | undefined;
}

/** What the name under the mouse is, and what the line becomes: its ops and their machine code. */
export class SourceHoverProvider implements HoverProvider {
  private readonly entries = new WeakMap<TextDocument, Entry>();

  constructor(private readonly models: SourceModels) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const found = nameAtPosition(await this.models.of(document), position);
    const texts = [found && describeSymbol(found.symbol), this.lineText(document, position.line + 1)]
      .filter((text) => text !== undefined)
      .map((text) => new MarkdownString(text));
    if (texts.length === 0) return undefined;
    return new Hover(texts, found ? rangeOf(found.reference.place) : document.lineAt(position.line).range);
  }

  /** The ops of a line (from 1); undefined where there are none, as in a source with mistakes. */
  private lineText(document: TextDocument, line: number): string | undefined {
    const compiled = this.compiledOf(document);
    const lines = compiled?.program.debug?.lines;
    if (!compiled || !lines) return undefined;
    const opIndexes = [...lines.keys()].filter((opIndex) => lines[opIndex] === line);
    if (opIndexes.length === 0) return undefined;
    return sourceLineHover(compiled, opIndexes, { syntax: disassemblySyntaxOf(document.uri) });
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
