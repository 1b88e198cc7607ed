import { LangvmSession } from './session';

/** The debug adapter as a process of its own: the protocol goes over stdin and stdout. */
LangvmSession.run(LangvmSession);
// A terminal that goes ends it as `kill` does, which removes its files.
process.on('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
