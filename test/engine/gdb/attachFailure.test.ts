import { match } from 'node:assert/strict';
import { explainFailure } from '../../../src/engine/gdb/attachFailure';

const scopeFile = '/proc/sys/kernel/yama/ptrace_scope';
const unprivileged = 'State:\tS (sleeping)\nCapEff:\t0000000000000000\nSeccomp:\t0\n';

describe('why gdb did not attach', () => {
  /** Explains it on a system that has these files and no others. */
  const explain = (status: string | undefined, files: Record<string, string> = {}): Promise<string> =>
    explainFailure(77, 5000, (path) => Promise.resolve(path === '/proc/77/status' ? status : files[path]));

  const cases: [string, Promise<string>, RegExp][] = [
    ['the process has ended', explain(undefined), /process 77 has ended/],
    ['the process is a zombie', explain('State:\tZ (zombie)\n'), /process 77 has ended/],
    ['Yama, mode 0', explain(unprivileged, { [scopeFile]: '0\n' }), /did not attach .* within 5 seconds/],
    ['Yama, mode 1', explain(unprivileged, { [scopeFile]: '1\n' }), /ptrace_scope is 1.*sudo sysctl/],
    ['Yama, mode 2', explain(unprivileged, { [scopeFile]: '2\n' }), /administrators only/],
    ['Yama, mode 3', explain(unprivileged, { [scopeFile]: '3\n' }), /until the next boot/],
    [
      'an administrator',
      explain('CapEff:\t000001ffffffffff\n', { [scopeFile]: '2' }),
      /Its terminal says why/,
    ],
    [
      'an administrator under Yama, mode 3',
      explain('CapEff:\t000001ffffffffff\n', { [scopeFile]: '3' }),
      /until the next boot/,
    ],
    ['Docker', explain(unprivileged, { '/.dockerenv': '' }), /--cap-add=SYS_PTRACE/],
    ['Podman', explain(unprivileged, { '/run/.containerenv': '' }), /--cap-add=SYS_PTRACE/],
    ['Kubernetes', explain(unprivileged, { '/proc/1/cgroup': '0::/kubepods/x' }), /--cap-add=SYS_PTRACE/],
    [
      'a filter of system calls',
      explain(unprivileged.replace('Seccomp:\t0', 'Seccomp:\t2')),
      /seccomp=unconfined/,
    ],
    ['no reason to be seen', explain(unprivileged), /did not attach to process 77 within 5 seconds/],
  ];
  for (const [name, explanation, expected] of cases) {
    it(`names the cause and the remedy: ${name}`, async () => match(await explanation, expected));
  }

  it('reads the real system', async () => match(await explainFailure(process.pid, 1000), /process \d+/));
});
