import { wordsPerOp, type DebugInformation, type Program } from '../format/program';
import { slotIndexes } from '../format/slots';
import { operationsOf } from '../isa/lookup';
import type { OperandKind } from '../isa/operations';
import { wordsOneByOne } from './x86';

/** What rax holds when an op begins: the value that the op before left there for it. */
export interface Handover {
  /** The register of the machine that has this value. */
  readonly register: number;
  /** Whether it lies in memory as well. It does not where nobody can see it once the op that takes it is done. */
  readonly isStored: boolean;
}

/** By the index of the op that takes the value. */
export type Handovers = ReadonlyMap<number, Handover>;

/**
 * Which ops need not load what the op before them computed. An op takes nothing over where a program can come to it in
 * another way than from the op before, and where it begins a line: a debugger that knows nothing of rax stops there and
 * changes variables in memory. A program without debug information has a line for every op.
 */
export function handoversOf(program: Program): Handovers {
  const handovers = new Map<number, Handover>();
  const { debug, functions, words } = program;
  if (!debug) return handovers;
  const plans = plansByOpcode(program);
  const planAt = (opIndex: number): OpPlan | undefined => plans[words[opIndex * wordsPerOp] ?? 0];
  const isTarget = targetsOf(program, planAt);
  const named = namedRegisters(debug);
  functions.forEach(({ firstOp, opCount }, functionIndex) => {
    const namedHere = named.get(functionIndex);
    let line = debug.lines[firstOp] ?? 0;
    let before = planAt(firstOp);
    for (let opIndex = firstOp + 1; opIndex < firstOp + opCount; opIndex++) {
      const left = before;
      const plan = (before = planAt(opIndex));
      const own = debug.lines[opIndex] || line;
      const beginsLine = own !== line;
      line = own;
      if (beginsLine || isTarget[opIndex] || !plan || !left?.destination) continue;
      const record = opIndex * wordsPerOp;
      const register = words[record - wordsPerOp + left.destination] ?? 0;
      if (!reads(program, plan, record, register)) continue;
      // The frame of function 0 stays to be looked at when the program has ended.
      const isGone = plan.isReturn ? functionIndex !== 0 : overwrites(program, plan, record, register);
      handovers.set(opIndex, { register, isStored: !isGone || namedHere?.has(register) === true });
    }
  });
  return handovers;
}

/** What is the same for all ops with one opcode. Operands by the index of their word in the op's record; 0 for none. */
interface OpPlan {
  readonly destination: number;
  readonly sources: readonly number[];
  readonly arguments: number;
  readonly target: number;
  readonly isCall: boolean;
  readonly isReturn: boolean;
}

/** A program can have a million ops: their operands are looked up once for each opcode. */
function plansByOpcode({ version }: Program): readonly (OpPlan | undefined)[] {
  const plans: (OpPlan | undefined)[] = [];
  for (const { name, opcode, operands } of operationsOf(version)) {
    const wordsOf = (kind: OperandKind): number[] =>
      operands.filter((operand) => operand.kind === kind).map(({ slot }) => slotIndexes[slot]);
    plans[opcode] = {
      destination: wordsOf('destination')[0] ?? 0,
      sources: wordsOf('source'),
      arguments: wordsOf('arguments')[0] ?? 0,
      target: wordsOf('target')[0] ?? 0,
      isCall: name === 'CALL',
      isReturn: name === 'RETURN',
    };
  }
  return plans;
}

function targetsOf({ words, opCount }: Program, planAt: (opIndex: number) => OpPlan | undefined): Uint8Array {
  const isTarget = new Uint8Array(opCount);
  for (let opIndex = 0; opIndex < opCount; opIndex++) {
    const target = planAt(opIndex)?.target ?? 0;
    if (target > 0) isTarget[words[opIndex * wordsPerOp + target] ?? 0] = 1;
  }
  return isTarget;
}

/** The registers that a debugger shows as variables, which always lie in memory, by function. */
function namedRegisters({ variables }: DebugInformation): ReadonlyMap<number, ReadonlySet<number>> {
  const named = new Map<number, Set<number>>();
  for (const { functionIndex, register } of variables) {
    const registers = named.get(functionIndex);
    if (registers) registers.add(register);
    else named.set(functionIndex, new Set([register]));
  }
  return named;
}

/** Whether an op can take a register from rax. @param record index of its first word */
function reads({ words, functions }: Program, plan: OpPlan, record: number, register: number): boolean {
  for (const source of plan.sources) if (words[record + source] === register) return true;
  if (plan.arguments === 0) return false;
  const first = words[record + plan.arguments] ?? 0;
  const count = functions[words[record + slotIndexes.a] ?? 0]?.parameterCount ?? 0;
  return count <= wordsOneByOne && register >= first && register < first + count;
}

/** Whether an op writes a register, and nobody can look at the old value meanwhile: in a CALL its caller is in sight. */
const overwrites = ({ words }: Program, plan: OpPlan, record: number, register: number): boolean =>
  !plan.isCall && plan.destination > 0 && words[record + plan.destination] === register;
