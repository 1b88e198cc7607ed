import { evaluateExpression } from '../../engine/lang/expression';
import { parseDebugExpression } from '../../engine/lang/expressionParser';
import { adapterErrors } from '../errors';
import type { MachineName } from './names';
import type { DisplayFormat } from './displayFormat';

/** Evaluates expressions over the names of the machine. */
export class Evaluator {
  constructor(
    private readonly names: readonly MachineName[],
    private readonly format: DisplayFormat,
  ) {}

  /** The value of an expression. @throws EvaluationError */
  value(text: string): bigint {
    return evaluateExpression(parseDebugExpression(text).expression, (name) => this.find(name)?.value());
  }

  /**
   * Evaluates what a user typed, an assignment included, and writes the value the way the user asked for.
   * @param hex what the client asks for, where it does
   * @throws EvaluationError or AdapterError
   */
  evaluate(text: string, hex?: boolean): string {
    const { target, expression, format } = parseDebugExpression(text);
    const value = evaluateExpression(expression, (name) => this.find(name)?.value());
    if (target !== undefined) this.assign(target, value);
    const asHex = format === undefined ? hex : format === 'hex';
    return this.format.integer(value, asHex);
  }

  /** Changes a name. @throws AdapterError when it is not known or cannot be changed */
  assign(name: string, value: bigint): void {
    const found = this.find(name);
    if (!found) throw adapterErrors.noSuchVariable(name);
    if (!found.set) throw adapterErrors.readOnly(name);
    found.set(value);
  }

  private find(name: string): MachineName | undefined {
    return this.names.find((entry) => entry.name === name);
  }
}
