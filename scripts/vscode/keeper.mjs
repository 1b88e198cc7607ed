/**
 * Runs a command and ends it, with everything it started, when whoever asked for it is gone.
 *
 *     node keeper.mjs <command> <arguments …>
 *
 * The pipe on standard input is the leash: the system closes it however its other end ends, `kill -9` included.
 */
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
// A process group of its own: one signal reaches the extension host, the debug adapters and the terminals too.
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (status) => {
  signal('SIGKILL');
  process.exit(status ?? 1);
});

process.stdin.resume();
process.stdin.on('end', end);
process.stdin.on('error', end);
// Ctrl+C reaches the whole terminal: let the other end decide, and follow it.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});

function end() {
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), 3000);
}

function signal(name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // Nobody is left in the group.
  }
}
