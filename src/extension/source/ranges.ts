import { Range, type Position } from 'vscode';
import { nameAt, type NameAt } from '../../engine/lang/editorNames';
import type { Place } from '../../engine/lang/place';
import type { SymbolTable } from '../../engine/lang/symbols';

/** A place of the compiler, whose lines and columns count from 1, as the editor has it. */
export const rangeOf = ({ line, column, endColumn }: Place): Range =>
  new Range(line - 1, column - 1, line - 1, endColumn - 1);

/** The name at a position of the editor. */
export const nameAtPosition = (table: SymbolTable, { line, character }: Position): NameAt | undefined =>
  nameAt(table, line + 1, character + 1);
