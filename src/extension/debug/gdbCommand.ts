import path from 'node:path';
import {
  commands,
  Disposable,
  ProgressLocation,
  window,
  workspace,
  type DebugSession,
  type Terminal,
} from 'vscode';
import {
  customRequests,
  type AllowGdbArguments,
  type PrepareGdbArguments,
  type PrepareGdbResponse,
} from '../../adapter/protocol/requests';
import { debugCommands, settings } from '../ids';
import { debugMessages } from './messages';
import { askSession } from './modeCommands';
import { startDebugging } from './runCommands';
import type { SessionStates } from './sessionStates';

/** "Attach gdb to Machine Code": one command from wherever the user is to gdb's prompt before the first instruction. */
export function registerGdbCommand(states: SessionStates): Disposable {
  return Disposable.from(
    commands.registerCommand(debugCommands.attachGdb, async (target: unknown) => {
      if (!workspace.isTrusted) return refuseUntrusted();
      const progress = { location: ProgressLocation.Notification, title: debugMessages.gdbStarting() };
      await window.withProgress(progress, () => attach(states, target));
    }),
    states.onGdb(({ event }) => {
      if (event.state === 'failed' && event.message) void window.showErrorMessage(event.message);
    }),
  );
}

async function refuseUntrusted(): Promise<void> {
  const answer = await window.showErrorMessage(debugMessages.untrustedGdb(), debugMessages.manageTrust);
  if (answer) await commands.executeCommand('workbench.trust.manage');
}

async function attach(states: SessionStates, target: unknown): Promise<void> {
  const session = states.active ?? (await startSession(states, target));
  if (!session) return;
  const wanted: PrepareGdbArguments = {
    gdbPath: workspace.getConfiguration(settings.section).get<string>(settings.gdbPath, ''),
  };
  const prepared = await askSession<PrepareGdbResponse>(() =>
    session.customRequest(customRequests.prepareGdb, wanted),
  );
  if (!prepared) return;

  // gdb starts without a target: only when its process id is known can the native host allow it to attach.
  const terminal = window.createTerminal({
    name: debugMessages.gdbTerminal(path.basename(String(session.configuration.program))),
    shellPath: prepared.gdb,
    shellArgs: ['-q'],
    isTransient: true,
  });
  terminal.show();
  const pid = await terminal.processId;
  if (pid === undefined || terminal.exitStatus) {
    void window.showErrorMessage(debugMessages.gdbExited(terminal.exitStatus?.code ?? -1));
    return;
  }
  const allowed: AllowGdbArguments = { pid };
  await askSession(async () => {
    await session.customRequest(customRequests.allowGdb, allowed);
    tell(terminal, prepared.script);
  });
}

/** Has gdb read the commands that attach it. */
function tell(terminal: Terminal, script: string): void {
  terminal.sendText(`source ${script}`);
}

/** Starts a session that stops on entry, and waits until it did. */
async function startSession(states: SessionStates, target: unknown): Promise<DebugSession | undefined> {
  const subscriptions: Disposable[] = [];
  const arrived = new Promise<DebugSession | undefined>((resolve) => {
    subscriptions.push(
      states.onDidChange(({ session }) => resolve(session)),
      states.onDidEnd(() => resolve(undefined)),
    );
  });
  const started = await startDebugging(states, target, { mode: 'jit' });
  const session = started ? await arrived : undefined;
  Disposable.from(...subscriptions).dispose();
  return session;
}
