import { evaluateExpression, EvaluationError, type Environment } from '../../engine/lang/expression';
import { parseDebugExpression, type DebugExpression } from '../../engine/lang/expressionParser';
import { langMessages } from '../../engine/lang/messages';
import { adapterErrors } from '../errors';
import type { DisplayFormat } from './displayFormat';
import type { FrameNames, MachineArray } from './names';

/** What evaluating gave: an integer, as text, or an array, which unfolds. */
export type Evaluated =
  | { readonly kind: 'integer'; readonly text: string }
  | { readonly kind: 'array'; readonly array: MachineArray; readonly hex: boolean | undefined };

/** Texts whose parsed form is kept: those of breakpoints come again with every hit. */
const keptTexts = 256;

/** Evaluates expressions over the names of a frame. */
export class Evaluator {
  private readonly parsed = new Map<string, DebugExpression>();

  /** @param withRegisters an expression with the values of the processor's registers in it */
  constructor(
    private readonly format: DisplayFormat,
    private readonly withRegisters: (text: string) => string,
  ) {}

  /** The value of an expression. @throws EvaluationError; AdapterError where it asks for registers that are not known */
  value(text: string, names: FrameNames): bigint {
    return evaluateExpression(this.parse(this.withRegisters(text)).expression, lookUpIn(names));
  }

  /**
   * Evaluates what a user typed, an assignment included, and writes the value the way the user asked for.
   * @param hex what the client asks for, where it does
   * @throws EvaluationError or AdapterError
   */
  evaluate(text: string, names: FrameNames, hex?: boolean): Evaluated {
    const { target, targetIndex, expression, format } = this.parse(this.withRegisters(text));
    const asHex = format === undefined ? hex : format === 'hex';
    const array =
      expression.kind === 'name' && !names.find(expression.name) ? names.array(expression.name) : undefined;
    if (array && target === undefined) return { kind: 'array', array, hex: asHex };
    const value = evaluateExpression(expression, lookUpIn(names));
    if (target !== undefined) {
      if (targetIndex === undefined) this.assign(target, value, names);
      else this.assignElement(target, evaluateExpression(targetIndex, lookUpIn(names)), value, names);
    }
    return { kind: 'integer', text: this.format.integer(value, asHex) };
  }

  /** Changes what an expression such as `n` or `a[3]` names. @throws EvaluationError or AdapterError */
  assignTo(text: string, value: bigint, names: FrameNames): void {
    const { expression } = this.parse(this.withRegisters(text));
    if (expression.kind === 'name') this.assign(expression.name, value, names);
    else if (expression.kind === 'element') {
      const index = evaluateExpression(expression.index, lookUpIn(names));
      this.assignElement(expression.array.name, index, value, names);
    } else throw adapterErrors.readOnly(text);
  }

  /** What a text says, before there are values. @throws EvaluationError */
  parse(text: string): DebugExpression {
    const known = this.parsed.get(text);
    if (known) return known;
    if (this.parsed.size === keptTexts) this.parsed.clear();
    const parsed = parseDebugExpression(text);
    this.parsed.set(text, parsed);
    return parsed;
  }

  private assign(name: string, value: bigint, names: FrameNames): void {
    const found = names.find(name);
    if (!found) throw adapterErrors.noSuchVariable(name);
    if (!found.set) throw adapterErrors.readOnly(name);
    found.set(value);
  }

  private assignElement(name: string, index: bigint, value: bigint, names: FrameNames): void {
    const array = names.array(name);
    if (!array) throw adapterErrors.noSuchVariable(name);
    array.set(checkedIndex(array, index), value);
  }
}

const lookUpIn = (names: FrameNames): Environment => ({
  variable: (name) => {
    if (!names.find(name) && names.array(name)) {
      throw new EvaluationError(`'${name}' is an array. Write ${name}[0] for one of its cells.`);
    }
    if (!names.find(name) && names.isFunction(name))
      throw new EvaluationError(langMessages.noCallsHere(name));
    return names.find(name)?.value();
  },
  element: (name, index) => {
    const array = names.array(name);
    return array?.at(checkedIndex(array, index));
  },
});

/** @throws EvaluationError outside of the array */
function checkedIndex({ name, length }: MachineArray, index: bigint): number {
  if (index < 0n || index >= BigInt(length)) {
    throw new EvaluationError(`${name} has ${length} cells, 0 to ${length - 1}: there is no cell ${index}.`);
  }
  return Number(index);
}
