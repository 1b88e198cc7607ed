import { Hover, MarkdownString, Range, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { isEntryLine } from '../../engine/listing/header';
import { codeOfLine, type LinePart } from '../../engine/listing/line';
import { nameUsesOf, symbolOf } from '../../engine/listing/nameUses';
import { splitStatement } from '../../engine/listing/statement';
import type { ListingFileSystem } from '../files/listingFileSystem';
import { programOfUri } from '../debug/linked/programTexts';
import type { SessionStates } from '../debug/sessionStates';
import type { ListingModel } from '../language/listingModel';
import type { ListingModels } from '../language/listingModels';
import { disassemblySyntaxOf } from '../settings';
import { completeStep } from '../walkthrough';
import { constantHover } from './constantHover';
import { functionHover } from './functionHover';
import { opHover, opSummary, type HoverOptions } from './hoverText';
import { hoverMessages } from './messages';
import { operandHover } from './operandHover';
import { runningCodeOf } from './runningCode';

/** Machine code, bytes and meaning of what is under the mouse, with or without a session. */
export class ListingHoverProvider implements HoverProvider {
  constructor(
    private readonly models: ListingModels,
    private readonly listings: ListingFileSystem,
    private readonly states: SessionStates,
  ) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const { text } = document.lineAt(position.line);
    if (!isEntryLine(text) && position.character > codeOfLine(text).trimEnd().length) return undefined;
    const model = await this.models.of(document);
    if (!model) return undefined;
    const isMistaken = model.parsed.problems.some(({ line }) => line === position.line + 1);
    if (isMistaken) return undefined;
    const opIndex = model.opOnLine(position.line + 1);
    if (opIndex !== undefined) return this.hoverOverOp(document, model, position, opIndex);
    return this.hoverOverName(document, model, position.line);
  }

  private async hoverOverOp(
    document: TextDocument,
    model: ListingModel,
    position: Position,
    opIndex: number,
  ): Promise<Hover> {
    completeStep('opHovered');
    const compiled = compiledOf(model);
    const { program, symbols } = model.parsed;
    const { text } = document.lineAt(position.line);
    const { head, rest } = splitStatement(codeOfLine(text));
    const operand = rest.find((part) => part.text !== ',' && isAt(part, position.character));
    const options = await this.optionsOf(document, model, opIndex);
    // What has mistakes elsewhere may not be compiled, but for version 1, whose ops know nothing of each other.
    const op =
      model.isProgram || program.version === 1
        ? opHover(compiled(), opIndex, options)
        : opSummary(program, opIndex);
    // A function, a constant, an array and a label may have the same name: which is meant, the op says.
    const use = nameUsesOf(text, program.version).find(({ start }) => start === operand?.start);
    const symbol = use && symbolOf(symbols, use, position.line + 1);
    const detail =
      symbol?.kind === 'function' && model.isProgram
        ? functionHover(compiled(), symbol.index, options)
        : operand && operandHover(program, operand.text, symbol, opIndex);
    const texts = detail === undefined ? [op] : [detail, op];
    const hovered = operand ?? head;
    const range = hovered ? rangeOf(position.line, hovered) : document.lineAt(position.line).range;
    return new Hover(texts.map(markdown), range);
  }

  /** The line that heads a function, and the one that gives a constant its value. */
  private async hoverOverName(
    document: TextDocument,
    model: ListingModel,
    line: number,
  ): Promise<Hover | undefined> {
    const { program, symbols } = model.parsed;
    const { text, range } = document.lineAt(line);
    if (isEntryLine(text) || /^\s*\.function\b/i.test(text)) {
      const index = isEntryLine(text) ? 0 : symbols.functions.find((each) => each.line === line + 1)?.index;
      if (index === undefined || !model.isProgram) return undefined;
      const options = await this.optionsOf(document, model, program.functions[index]?.firstOp ?? 0);
      return new Hover(markdown(functionHover(compiledOf(model)(), index, options)), range);
    }
    const constant = symbols.constants.find((each) => each.line === line + 1);
    const value = constant && program.constants[constant.index];
    return value && new Hover(markdown(constantHover(constant.name, value)), range);
  }

  private async optionsOf(
    { uri }: TextDocument,
    model: ListingModel,
    opIndex: number,
  ): Promise<HoverOptions> {
    const known = { syntax: disassemblySyntaxOf(uri), isBinary: this.listings.writesBinary(uri) };
    if (!model.isProgram) return { ...known, isWhole: false };
    const file = programOfUri(uri, this.states);
    const running = file && (await runningCodeOf(file, model.machineCode, opIndex, known.syntax));
    if (running?.kind === 'other') return { ...known, isWhole: true, note: hoverMessages.otherCodeRuns };
    return { ...known, isWhole: true, baseAddress: running?.baseAddress };
  }
}

const compiledOf = (model: ListingModel) => () => ({
  program: model.parsed.program,
  code: model.machineCode,
});

const isAt = ({ start, text }: LinePart, character: number): boolean =>
  character >= start && character <= start + text.length;

const rangeOf = (line: number, { start, text }: LinePart): Range =>
  new Range(line, start, line, start + text.length);

const markdown = (text: string): MarkdownString => new MarkdownString(text);
