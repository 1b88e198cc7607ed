import { entryName, type Program } from '../format/program';
import { largestWindow } from '../format/limits';
import type { Report } from './declarations';
import { langMessages } from './messages';
import { ProgramCode } from './programCode';
import { StatementCode } from './statementCode';
import type { FunctionScope, SymbolTable } from './symbols';

/**
 * Makes a program of version 3 from a source without mistakes.
 * @param report is told of a function that the format cannot hold
 */
export function generate(table: SymbolTable, sourcePath: string, report: Report): Program {
  const code = new ProgramCode();
  for (const scope of table.scopes) generateFunction(code, table, scope, report);
  return code.program(table, sourcePath);
}

function generateFunction(code: ProgramCode, table: SymbolTable, scope: FunctionScope, report: Report): void {
  const { name, statements, end } = scope.syntax
    ? { ...scope.syntax, name: scope.syntax.name.name }
    : { ...table.syntax, name: entryName };
  const finish = code.beginFunction(name, scope);
  const registerCount = new StatementCode(code, table, scope).body(statements, end);
  if (registerCount > largestWindow) {
    report(scope.syntax?.name.place ?? end, langMessages.tooManyRegisters(largestWindow));
  }
  finish(registerCount);
}
