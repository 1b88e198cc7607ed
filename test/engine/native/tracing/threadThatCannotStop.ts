/**
 * A process whose main thread nothing stops for a while, be it a signal or a tracer: it waits in vfork(2) until its child
 * has become another program, and the child waits to open a pipe with a name. Before and behind that the process says a word.
 *
 * Arguments: the pipe, and the process id of the tracer.
 */
import { allowDebugger } from '../../../../src/engine/native/attachedDebugger';
import { loadKoffi } from '../../../../src/engine/native/koffiLibrary';

/** <fcntl.h> */
const O_RDONLY = 0;

async function main(): Promise<void> {
  const [pipe = '', tracer = ''] = process.argv.slice(2);
  const koffi = await loadKoffi();
  allowDebugger(koffi, Number(tracer));
  const libc = koffi.load(null);
  // <spawn.h>: larger than the structure is on any Linux.
  const actions = Buffer.alloc(1024);
  libc.func('int posix_spawn_file_actions_init(void *actions)')(actions);
  const addOpen = libc.func(
    'int posix_spawn_file_actions_addopen(void *actions, int descriptor, const char *path, int flags, uint mode)',
  );
  addOpen(actions, 0, pipe, O_RDONLY, 0);
  const spawn = libc.func(
    'int posix_spawn(_Out_ int *pid, const char *path, void *actions, void *attributes, const char **words, const char **environment)',
  );
  await new Promise((resolve) => process.send?.('waits', resolve));
  spawn([0], '/bin/true', actions, null, ['true', null], [null]);
  process.send?.('runs on');
}

void main();
