/**
 * Takes the pictures of the documentation in a real VS Code: `node scripts/pictures.mjs [name …]`.
 * The tour itself is test/e2e/pictures/tour.ts; it is TypeScript, so tsx runs it.
 */
import { run } from './test/run.mjs';

process.exitCode = await run(['--import', 'tsx', 'test/e2e/pictures/tour.ts', ...process.argv.slice(2)]);
