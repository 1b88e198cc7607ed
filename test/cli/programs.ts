import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';

/** The folder of the project. */
export const root = path.resolve(__dirname, '../..');
export const vectors = path.join(root, 'test/fixtures/vectors');

/** A folder with the programs of the command line as their users run them: bundled, never older than the sources. */
export interface Programs {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/**
 * Bundles the programs.
 * @param parent where the folder is made: inside of the project it finds the packages that stay outside of bundles
 */
export async function bundlePrograms(parent = path.join(root, '.cache')): Promise<Programs> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, 'test-cli-'));
  await build({
    absWorkingDir: root,
    entryPoints: {
      langc: 'src/cli/langc.ts',
      langvm: 'src/cli/langvm.ts',
      'native-host': 'src/engine/native/hostMain.ts',
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['koffi', 'iced-x86'],
    logLevel: 'warning',
  });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  /** What the environment has beside our own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. */
export function run(
  { folder }: Programs,
  program: 'langc' | 'langvm',
  words: readonly string[],
  { cwd = root, input, environment }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const script = path.join(folder, `${program}.js`);
    const child = spawn(process.execPath, [script, ...words], {
      cwd,
      env: { ...process.env, ...environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', reject).on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
