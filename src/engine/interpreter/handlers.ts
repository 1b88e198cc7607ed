import { operations, type OperationName } from '../isa/operations';
import { machineMeanings, semantics, type Meaning } from './semantics';

type MachineHandler = keyof typeof machineMeanings;

/** One case of the generated machine's dispatch. */
export interface Handler {
  readonly meaning: Meaning;
  /** Whether it runs jumps that lead backwards. Those are counted; the others are spared it. */
  readonly isBackward: boolean;
}

const names = Object.keys(operations) as OperationName[];
const machineNames = Object.keys(machineMeanings) as MachineHandler[];
const jumpNames = names.filter((name) => operations[name].operands.some(({ kind }) => kind === 'target'));

/** All cases, by their number in the records of ops: no number is left out. */
export const handlers: readonly Handler[] = [
  ...machineNames.map((name) => ({ meaning: machineMeanings[name], isBackward: false })),
  ...names.map((name) => ({ meaning: semantics[name], isBackward: false })),
  ...jumpNames.map((name) => ({ meaning: semantics[name], isBackward: true })),
];

export const machineHandler = (name: MachineHandler): number => machineNames.indexOf(name);

export const operationHandler = (name: OperationName): number => machineNames.length + names.indexOf(name);

/** The handler of a jump to itself or to an op before it. */
export const backwardHandler = (name: OperationName): number =>
  machineNames.length + names.length + jumpNames.indexOf(name);
