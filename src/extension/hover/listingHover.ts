import { Hover, MarkdownString, Range, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { isEntryLine } from '../../engine/listing/header';
import { parseInteger } from '../../engine/listing/integer';
import { codeOfLine, splitLine } from '../../engine/listing/line';
import type { ListingFileSystem } from '../files/listingFileSystem';
import { fileUriOf } from '../files/uris';
import type { ListingModel } from '../language/listingModel';
import type { ListingModels } from '../language/listingModels';
import { disassemblySyntaxOf } from '../settings';
import { completeStep } from '../walkthrough';
import { entryHover, integerHover, opHover, type HoverOptions } from './hoverText';
import { hoverMessages } from './messages';
import { runningCodeOf } from './runningCode';

/** Machine code, bytes and meaning of the op under the mouse, with or without a session. */
export class ListingHoverProvider implements HoverProvider {
  constructor(
    private readonly models: ListingModels,
    private readonly listings: ListingFileSystem,
  ) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const { text, range } = document.lineAt(position.line);
    const parts = splitLine(codeOfLine(text));
    if (!parts && !isEntryLine(text)) return undefined;
    const model = await this.models.of(document);
    if (!model) return undefined;
    if (!parts) return new Hover(markdown(await this.entryText(document, model)), range);

    const opIndex = model.opOnLine(position.line + 1);
    const isMistaken = model.parsed.problems.some(({ line }) => line === position.line + 1);
    if (opIndex === undefined || isMistaken || position.character > codeOfLine(text).trimEnd().length) {
      return undefined;
    }
    completeStep('opHovered');
    const { mnemonic, operand } = parts;
    const isOnOperand = operand !== undefined && position.character >= operand.start;
    const value = isOnOperand ? parseInteger(operand.text) : undefined;
    const { start, text: word } = isOnOperand ? operand : mnemonic;
    const hovered = new Range(position.line, start, position.line, start + word.length);
    const op = markdown(await this.opText(document, model, opIndex));
    return new Hover(value === undefined ? op : [markdown(integerHover(value)), op], hovered);
  }

  private async opText(document: TextDocument, model: ListingModel, opIndex: number): Promise<string> {
    const compiled = { program: model.parsed.program, code: model.machineCode };
    return opHover(compiled, opIndex, await this.optionsOf(document, model, opIndex));
  }

  private async entryText(document: TextDocument, model: ListingModel): Promise<string> {
    const compiled = { program: model.parsed.program, code: model.machineCode };
    return entryHover(compiled, await this.optionsOf(document, model, 0));
  }

  private async optionsOf(
    { uri }: TextDocument,
    model: ListingModel,
    opIndex: number,
  ): Promise<HoverOptions> {
    const known = { syntax: disassemblySyntaxOf(uri), isBinary: this.listings.writesBinary(uri) };
    if (!model.isProgram) return { ...known, isWhole: false };
    const running = await runningCodeOf(fileUriOf(uri), model.machineCode, opIndex, known.syntax);
    if (running?.kind === 'other') return { ...known, isWhole: true, note: hoverMessages.otherCodeRuns };
    return { ...known, isWhole: true, baseAddress: running?.baseAddress };
  }
}

const markdown = (text: string): MarkdownString => new MarkdownString(text);
