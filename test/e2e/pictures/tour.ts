/** The pictures of the documentation. Each is taken in a VS Code of its own, so that none depends on another. */
import path from 'node:path';
import { launchWorkbench, type Workbench } from '../harness';

const root = path.resolve(__dirname, '../../..');
const images = path.join(root, 'docs', 'images');

/** Name of the file → how to get there. */
const pictures: Record<string, (workbench: Workbench) => Promise<void>> = {
  explorer: async (workbench) => {
    await workbench.explorer.names();
  },
};

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  for (const [name, pose] of Object.entries(pictures)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const workbench = await launchWorkbench({
      folder: path.join(root, 'samples'),
      viewport: { width: 1280, height: 720 },
      scale: 2,
      settings: { 'editor.minimap.enabled': false },
    });
    try {
      await pose(workbench);
      await workbench.screenshot(path.join(images, `${name}.png`));
      console.log(`docs/images/${name}.png`);
    } finally {
      await workbench.close();
    }
  }
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
