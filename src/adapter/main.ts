import { LangvmSession } from './session';

/** The debug adapter as a process of its own: the protocol goes over stdin and stdout. */
LangvmSession.run(LangvmSession);
