/** Everything a test needs to drive a real VS Code. */
import './evidence';
export { eventually } from './eventually';
export { saveEvidence } from './evidence';
export { launchWorkbench, type LaunchOptions, type Workbench } from './workbench';
export { useWorkbench } from './useWorkbench';
export type { EditorLine } from './editor';
