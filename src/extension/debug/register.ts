import type { ExtensionContext } from 'vscode';
import { registerConfigurationProvider } from './configurationProvider';
import { registerDebugCodeLens } from './codeLens';
import { registerGdbCommand } from './gdbCommand';
import { registerMachineCodeView } from './machineCode/view';
import { registerModeCommands } from './modeCommands';
import { registerRunCommands } from './runCommands';
import { SessionStates } from './sessionStates';

/** Everything around debug sessions. */
export function registerDebugging(context: ExtensionContext): void {
  const states = new SessionStates();
  context.subscriptions.push(
    states,
    registerConfigurationProvider(),
    registerRunCommands(),
    registerDebugCodeLens(),
    registerModeCommands(states),
    registerMachineCodeView(states),
    registerGdbCommand(states),
  );
}
