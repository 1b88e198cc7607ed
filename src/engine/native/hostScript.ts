import { existsSync } from 'node:fs';
import path from 'node:path';
import { NativeUnavailable } from './errors';
import { nativeMessages } from './messages';

/** A script that `fork` can run, and the arguments that Node itself needs for it. */
export interface HostScript {
  readonly path: string;
  readonly nodeArguments: readonly string[];
}

/** Name of the bundle of hostMain.ts, which lies beside every other bundle. */
const bundleName = 'native-host.js';

/**
 * Finds the program of the native host.
 * @param folder where the code that runs now lies
 * @throws NativeUnavailable when there is none
 */
export function findHostScript(folder: string = __dirname): HostScript {
  const found = findScript(folder, bundleName, 'hostMain.ts');
  if (!found) throw new NativeUnavailable(nativeMessages.noHostScript(path.join(folder, bundleName)));
  return found;
}

/**
 * Finds the program of a process of ours: its bundle, or its source where everything runs from source.
 * @returns undefined when there is none
 */
export function findScript(folder: string, bundleName: string, sourceName: string): HostScript | undefined {
  const bundle = path.join(folder, bundleName);
  if (existsSync(bundle)) return { path: bundle, nodeArguments: [] };
  const source = path.join(folder, sourceName);
  return existsSync(source) ? { path: source, nodeArguments: loaderArguments() } : undefined;
}

/** Run from source, a process needs the same loader for TypeScript as this process, but not its debugger's port. */
const loaderArguments = (): string[] =>
  process.execArgv.filter((argument) => !argument.startsWith('--inspect'));
