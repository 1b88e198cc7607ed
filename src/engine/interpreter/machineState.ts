/** The state of the machine between two ops: all that the next op can depend on. */
export interface MachineState {
  /** The op that comes next; the op count once the program has ended. */
  readonly opIndex: number;
  /** What the program would return if it ended here. */
  readonly result: bigint;
}

export const initialState: MachineState = { opIndex: 0, result: 0n };
