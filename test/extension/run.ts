/** What VS Code calls in its extension host instead of waiting for a person: it runs the tests beside this file. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** VS Code sends everything it logs the same way as what the tests print: this tells mocha's report from the rest. */
const mark = '\u2063';

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(mark + format(...args));
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 300_000,
    reporter: process.env['LANGVM_TEST_REPORTER'] ?? 'spec',
    ...(process.env['LANGVM_TEST_GREP'] === undefined ? {} : { grep: process.env['LANGVM_TEST_GREP'] }),
  });
  for (const name of readdirSync(__dirname, { recursive: true }).map(String).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) resolve();
      else reject(new Error(`${failures} failed`));
    });
  });
}
