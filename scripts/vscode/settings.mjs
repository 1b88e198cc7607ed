/** User settings of a served VS Code. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Nothing pops up, nothing asks, nothing calls home: what stays is what the test or the learner does. */
export const calmSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // In a browser VS Code saves by itself; on the desktop it does not, and the tests are about the desktop.
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.menuBarVisibility': 'compact',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * code-server keeps User settings in the data folder of the server, where plain VS Code uses the browser's storage.
 * What somebody changed in that VS Code since stays changed.
 */
export async function writeUserSettings(dataDir, settings) {
  const file = path.join(dataDir, 'data', 'User', 'settings.json');
  const earlier = await readFile(file, 'utf8').catch(() => '{}');
  try {
    const merged = { ...calmSettings, ...JSON.parse(earlier), ...settings };
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(merged, null, 2));
  } catch (error) {
    // Settings may have comments, which are the user's: such a file is left as it is.
    if (!(error instanceof SyntaxError)) throw error;
  }
}
