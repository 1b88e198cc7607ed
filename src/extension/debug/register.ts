import { Disposable } from 'vscode';
import { registerCompiledListings } from './bytecode/compiledListings';
import { registerListingSwap } from './bytecode/listingSwap';
import { registerDebugCodeLens } from './codeLens';
import { registerConfigurationProvider } from './configurationProvider';
import { registerFailedRestarts } from './failedRestarts';
import { registerGdbCommand } from './gdbCommand';
import { LevelFollower } from './level/levelFollower';
import { CompiledPrograms } from './linked/compiledPrograms';
import { LinkedEditors } from './linked/linkedEditors';
import { ProgramViews } from './linked/programViews';
import { registerCopyCommands } from './machineCode/copyCommands';
import { MachineCodeDocuments } from './machineCode/documents';
import { registerMachineCodeOutline } from './machineCode/outline';
import { registerModeCommands } from './modeCommands';
import { followActiveProgram } from './programs';
import { registerRunCommands } from './runCommands';
import { registerSavedMeanwhile } from './savedMeanwhile';
import type { SessionStates } from './sessionStates';
import { registerShowCommands } from './showCommands';
import { registerSyntaxFollower } from './syntaxFollower';
import { registerVerifyCommand } from './verifyCommand';
import { registerValues } from './values/register';

/** Everything around debug sessions. */
export function registerDebugging(states: SessionStates): Disposable {
  const compiled = new CompiledPrograms();
  return Disposable.from(
    followActiveProgram(),
    registerConfigurationProvider(states),
    registerFailedRestarts(),
    registerSavedMeanwhile(states),
    registerRunCommands(states),
    registerDebugCodeLens(states),
    registerModeCommands(states),
    registerSyntaxFollower(states),
    registerGdbCommand(states),
    registerVerifyCommand(states),
    registerValues(states, compiled),
    registerTexts(states, compiled),
  );
}

/** Source, listing and machine code beside each other. */
function registerTexts(states: SessionStates, compiled: CompiledPrograms): Disposable {
  const views = new ProgramViews(states, compiled);
  const machineCode = new MachineCodeDocuments(states, views);
  return Disposable.from(
    views,
    machineCode,
    registerCompiledListings(states, views, compiled),
    registerListingSwap(states),
    registerMachineCodeOutline(machineCode),
    registerCopyCommands(machineCode),
    registerShowCommands(states, views),
    new LinkedEditors(states, views, machineCode),
    new LevelFollower(states, views),
  );
}
