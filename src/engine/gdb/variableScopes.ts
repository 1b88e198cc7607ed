import type { DebugVariable } from '../format/program';

/** Ops of the program, and the variables that are known there; inner scopes lie inside of outer ones. */
export interface VariableScope {
  readonly firstOp: number;
  /** The first op behind. */
  readonly endOp: number;
  readonly variables: DebugVariable[];
  readonly scopes: VariableScope[];
}

/**
 * Orders the variables of a function by where they are known: what gdb can show are scopes inside of scopes. A variable
 * whose range is neither inside of another nor around it belongs to the smallest scope around both.
 * @param firstOp, endOp the ops of the function
 */
export function scopesOf(variables: readonly DebugVariable[], firstOp: number, endOp: number): VariableScope {
  const outermost: VariableScope = { firstOp, endOp, variables: [], scopes: [] };
  const open = [outermost];
  const ordered = variables
    .filter((variable) => variable.firstOp < variable.endOp)
    .sort((one, other) => one.firstOp - other.firstOp || other.endOp - one.endOp);
  for (const variable of ordered) {
    while (open.length > 1 && (open.at(-1)?.endOp ?? 0) <= variable.firstOp) open.pop();
    const around = open.findLast((scope) => scope.endOp >= variable.endOp) ?? outermost;
    const isSame = around.firstOp === variable.firstOp && around.endOp === variable.endOp;
    if (isSame || around !== open.at(-1)) {
      around.variables.push(variable);
      continue;
    }
    const inner = {
      firstOp: variable.firstOp,
      endOp: variable.endOp,
      variables: [variable],
      scopes: [],
    };
    around.scopes.push(inner);
    open.push(inner);
  }
  return outermost;
}
