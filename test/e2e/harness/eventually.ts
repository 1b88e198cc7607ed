import { setTimeout as delay } from 'node:timers/promises';

const between = 50;

/** How long a person would wait who knows that the machine is busy. Unit: seconds. */
const patience = 60;

/**
 * Tries until it does not throw, and gives back its value: how a test waits for what a person would see. When the time
 * is over, the last error is thrown as it is, so that an assertion still shows what was expected and what was there.
 */
export async function eventually<T>(attempt: () => Promise<T> | T, seconds = patience): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await delay(between);
  }
}
