import { constants } from 'node:os';

/** What asks a program to end: `kill`, and a terminal that goes. */
const endingSignals = ['SIGTERM', 'SIGHUP'] as const;

/** What a key of the terminal sends to all programs in it. */
const keySignals = ['SIGINT', 'SIGQUIT'] as const;

/**
 * Takes over the signals of this process while another program has the terminal: those that end it leave time to clean up,
 * and keys are for the other one.
 */
export class EndingSignals {
  /** With what to exit when a signal came: 128 and its number, as shells say it. */
  exitCode: number | undefined;

  /** @param onSignal called at once when this process is to end; once */
  constructor(private readonly onSignal: () => void) {
    for (const signal of endingSignals) process.on(signal, this.end);
    for (const signal of keySignals) process.on(signal, ignore);
  }

  /** Gives the signals their usual meaning again. */
  stop(): void {
    for (const signal of endingSignals) process.off(signal, this.end);
    for (const signal of keySignals) process.off(signal, ignore);
  }

  private readonly end = (signal: NodeJS.Signals): void => {
    if (this.exitCode !== undefined) return;
    this.exitCode = 128 + constants.signals[signal];
    this.onSignal();
  };
}

const ignore = (): void => undefined;
