import { launchWorkbench, type LaunchOptions, type Workbench } from './workbench';

/** One workbench for all tests of a `describe`, opened before and closed after them. */
export function useWorkbench(options: LaunchOptions): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    // The first one may have to install VS Code.
    this.timeout(600_000);
    workbench = await launchWorkbench(options);
  });
  after(async () => {
    await workbench?.close();
  });
  return () => {
    if (!workbench) throw new Error('The workbench opens before the first test.');
    return workbench;
  };
}
