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
  const bundle = path.join(folder, bundleName);
  if (existsSync(bundle)) return { path: bundle, nodeArguments: [] };
  const source = path.join(folder, 'hostMain.ts');
  if (existsSync(source)) return { path: source, nodeArguments: loaderArguments() };
  throw new NativeUnavailable(nativeMessages.noHostScript(bundle));
}

/** Run from source, the host needs the same loader for TypeScript as this process, but not its debugger's port. */
const loaderArguments = (): string[] =>
  process.execArgv.filter((argument) => !argument.startsWith('--inspect'));
