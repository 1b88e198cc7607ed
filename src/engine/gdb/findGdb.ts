import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { gdbMessages } from './messages';

export interface GdbVersion {
  readonly major: number;
  readonly minor: number;
}

export interface Gdb {
  /** Absolute path, unless the user named another. */
  readonly path: string;
  readonly version: GdbVersion;
}

/** There is no gdb that could be used. The message says why and what to do. */
export class GdbUnavailable extends Error {
  override readonly name = 'GdbUnavailable';
}

export interface FindGdbOptions {
  /** A path that the user gave; absent or empty: the first gdb on the PATH. */
  readonly path?: string | undefined;
  /** The PATH to search; absent: that of this process. */
  readonly searchPath?: string | undefined;
  readonly platform?: NodeJS.Platform;
}

/** Milliseconds for gdb to say its version. */
const versionTimeout = 10_000;

/**
 * Finds gdb and asks for its version.
 * @throws GdbUnavailable when there is none, or none that works here
 */
export async function findGdb(options: FindGdbOptions = {}): Promise<Gdb> {
  const { platform = process.platform, searchPath = process.env.PATH ?? '' } = options;
  if (platform !== 'linux') throw new GdbUnavailable(gdbMessages.otherSystem(platform));
  const found = options.path ? await checked(options.path) : await search(searchPath);
  return { path: found, version: await versionOf(found) };
}

/** The version in the first line of `gdb --version`, which distributions decorate: `GNU gdb (Debian 13.1-3) 13.1`. */
export function parseGdbVersion(output: string): GdbVersion | undefined {
  const firstLine = output.split('\n', 1)[0] ?? '';
  const match = /^GNU gdb\b.*?(\d+)\.(\d+)[^\s()]*$/.exec(firstLine.trimEnd());
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

async function checked(file: string): Promise<string> {
  if (await isExecutable(file)) return file;
  throw new GdbUnavailable(gdbMessages.notThere(file));
}

async function search(searchPath: string): Promise<string> {
  for (const folder of searchPath.split(path.delimiter)) {
    const candidate = path.join(folder, 'gdb');
    if (folder !== '' && (await isExecutable(candidate))) return candidate;
  }
  throw new GdbUnavailable(gdbMessages.notFound());
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

function versionOf(file: string): Promise<GdbVersion> {
  return new Promise((resolve, reject) => {
    execFile(file, ['-nx', '--version'], { timeout: versionTimeout }, (error, stdout) => {
      const version = error ? undefined : parseGdbVersion(stdout);
      if (version) resolve(version);
      else reject(new GdbUnavailable(gdbMessages.notGdb(file, reasonOf(error))));
    });
  });
}

const reasonOf = (error: Error | null): string =>
  error ? (error.message.split('\n')[0] ?? 'it failed') : 'it does not say its version';
