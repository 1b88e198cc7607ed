import {
  Disposable,
  EvaluatableExpression,
  InlineValueEvaluatableExpression,
  InlineValueVariableLookup,
  languages as vscodeLanguages,
  Range,
  type InlineValue,
  type InlineValueContext,
  type Position,
  type TextDocument,
} from 'vscode';
import { entryName, type Program } from '../../../engine/format/program';
import { languages } from '../../ids';
import type { CompiledPrograms } from '../linked/compiledPrograms';
import { programOfUri } from '../linked/programTexts';
import type { SessionStates } from '../sessionStates';
import { focusedFunction } from './frame';
import { functionOfLine, inlinePlaces } from './inlineText';
import { expressionsInListing, functionInListing } from './listingText';
import { expressionAt, withoutComments, type ExpressionPlace } from './sourceText';

/**
 * Values of a stopped program where its text names them: under the mouse and behind the lines. What is no name of the
 * program is no expression here, so that the hover that explains it is shown.
 */
export function registerValues(states: SessionStates, compiled: CompiledPrograms): Disposable {
  const programOf = (document: TextDocument): Promise<Program | undefined> => {
    const file = programOfUri(document.uri, states);
    const nothing = (): undefined => undefined;
    return file ? compiled.of(file).then(({ program }) => program, nothing) : Promise.resolve(undefined);
  };
  return Disposable.from(
    vscodeLanguages.registerEvaluatableExpressionProvider(languages.listing, {
      provideEvaluatableExpression: registerAt,
    }),
    vscodeLanguages.registerEvaluatableExpressionProvider(languages.source, {
      provideEvaluatableExpression: (document, position) => variableAt(document, position, programOf),
    }),
    vscodeLanguages.registerInlineValuesProvider(languages.listing, {
      provideInlineValues: (document, _viewPort, context) => registersOn(document, context),
    }),
    vscodeLanguages.registerInlineValuesProvider(languages.source, {
      provideInlineValues: (document, _viewPort, context) => variablesBefore(document, context, programOf),
    }),
  );
}

async function registerAt(
  document: TextDocument,
  { line, character }: Position,
): Promise<EvaluatableExpression | undefined> {
  const place = expressionsInListing(document.lineAt(line).text).find(
    ({ start, end }) => character >= start && character <= end,
  );
  if (!place) return undefined;
  // Each function has registers of its own.
  const function_ = functionInListing((at) => document.lineAt(at).text, line) ?? entryName;
  if ((await focusedFunction()) !== function_) return undefined;
  return new EvaluatableExpression(rangeOf(line, place), place.text);
}

async function variableAt(
  document: TextDocument,
  { line, character }: Position,
  programOf: (document: TextDocument) => Promise<Program | undefined>,
): Promise<EvaluatableExpression | undefined> {
  const place = expressionAt(codeOf(document, line), character);
  if (!place) return undefined;
  const program = await programOf(document);
  const functionIndex = program && functionOfLine(program, line + 1);
  const isArray = program?.arrays.some(({ name }) => name === place.name) ?? false;
  // A variable of another function is not this one, whatever its name; arrays are shared.
  if (functionIndex !== undefined && !(isArray && place.text === place.name)) {
    if ((await focusedFunction()) !== program?.functions[functionIndex]?.name) return undefined;
  }
  return new EvaluatableExpression(rangeOf(line, place), place.text);
}

function registersOn(document: TextDocument, { stoppedLocation }: InlineValueContext): InlineValue[] {
  const { line } = stoppedLocation.start;
  const known = new Set<string>();
  return expressionsInListing(document.lineAt(line).text)
    .filter(({ text }) => /^r\d+$/.test(text) && !known.has(text) && known.add(text))
    .map((place) => new InlineValueVariableLookup(rangeOf(line, place), place.text));
}

async function variablesBefore(
  document: TextDocument,
  { stoppedLocation }: InlineValueContext,
  programOf: (document: TextDocument) => Promise<Program | undefined>,
): Promise<InlineValue[]> {
  const program = await programOf(document);
  if (!program) return [];
  const lines = document.getText().split(/\r?\n/);
  return inlinePlaces(program, lines, stoppedLocation.start.line).map(({ kind, ...place }) =>
    kind === 'variable'
      ? new InlineValueVariableLookup(rangeOf(place.line, place), place.text)
      : new InlineValueEvaluatableExpression(rangeOf(place.line, place), place.text),
  );
}

/** A line without comments, block comments that began above included. */
function codeOf(document: TextDocument, line: number): string {
  let code = { text: '', isInComment: false };
  for (let at = 0; at <= line; at++) code = withoutComments(document.lineAt(at).text, code.isInComment);
  return code.text;
}

const rangeOf = (line: number, { start, end }: ExpressionPlace): Range => new Range(line, start, line, end);
