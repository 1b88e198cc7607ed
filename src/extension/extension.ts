import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands/register';
import { registerDebugging } from './debug/register';
import { SessionStates } from './debug/sessionStates';
import { registerBytecodeEditor } from './editor/bytecodeEditor';
import { ListingFileSystem } from './files/listingFileSystem';
import { registerHover } from './hover/register';
import { registerLanguage } from './language/register';
import { ListingModels } from './language/listingModels';
import { registerSource } from './source/register';
import { SourceModels } from './source/sourceModels';

/** Everything is disposed with the context: there is nothing to do on deactivation. */
export function activate(context: ExtensionContext): void {
  const listings = new ListingFileSystem();
  const models = new ListingModels();
  const sourceModels = new SourceModels();
  const states = new SessionStates();
  context.subscriptions.push(
    listings.register(),
    registerBytecodeEditor(),
    registerLanguage(models, listings),
    registerSource(sourceModels),
    registerHover(models, sourceModels, listings, states),
    registerCommands(models, states),
    states,
    registerDebugging(states),
  );
}
