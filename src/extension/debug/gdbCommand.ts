import path from 'node:path';
import {
  commands,
  debug,
  Disposable,
  env,
  ProgressLocation,
  window,
  workspace,
  type DebugSession,
  type Terminal,
} from 'vscode';
import { debugType } from '../../adapter/protocol/launch';
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
    commands.registerCommand(debugCommands.copyGdbConfiguration, async (target: unknown) => {
      if (!workspace.isTrusted) return refuseUntrusted();
      await copyConfiguration(states, target);
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

/** Makes the native host of a session ready for gdb; starts a session where there is none. */
async function prepare(
  states: SessionStates,
  target: unknown,
): Promise<{ session: DebugSession; prepared: PrepareGdbResponse } | undefined> {
  const session = states.active ?? (await startSession(states, target));
  if (!session) return undefined;
  const wanted: PrepareGdbArguments = {
    gdbPath: workspace.getConfiguration(settings.section).get<string>(settings.gdbPath, ''),
  };
  const prepared = await askSession<PrepareGdbResponse>(() =>
    session.customRequest(customRequests.prepareGdb, wanted),
  );
  return prepared && { session, prepared };
}

/**
 * Writes a launch configuration for another extension to the clipboard. Debuggers of other extensions are started by
 * the process that runs this code, so that it and its children are allowed to attach.
 */
async function copyConfiguration(states: SessionStates, target: unknown): Promise<void> {
  const ready = await prepare(states, target);
  if (!ready) return;
  const allowed: AllowGdbArguments = { pid: process.pid, later: true };
  await askSession(async () => {
    await ready.session.customRequest(customRequests.allowGdb, allowed);
    await env.clipboard.writeText(JSON.stringify(ready.prepared.configuration, undefined, 2));
    void window.showInformationMessage(debugMessages.gdbConfigurationCopied());
  });
}

async function attach(states: SessionStates, target: unknown): Promise<void> {
  const ready = await prepare(states, target);
  if (!ready) return;
  const { session, prepared } = ready;

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
  // Others may run in the background.
  const others = new Set(states.all().map(({ session }) => session.id));
  const arrived = new Promise<DebugSession | undefined>((resolve) => {
    subscriptions.push(
      states.onDidChange(({ session }) => {
        if (!others.has(session.id)) resolve(session);
      }),
      // Also of a session that ends before it stood anywhere, of which the states know nothing.
      debug.onDidTerminateDebugSession(({ id, type }) => {
        if (type === debugType && !others.has(id)) resolve(undefined);
      }),
    );
  });
  const started = await startDebugging(states, target, { mode: 'jit' });
  const session = started ? await arrived : undefined;
  Disposable.from(...subscriptions).dispose();
  return session;
}
