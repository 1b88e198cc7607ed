import { equal, match, notEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { functionSymbol } from '../../../src/engine/gdb/symbolFacts';
import { Interpreter } from '../../../src/engine/interpreter/interpreter';
import { asSource } from './debuggedHost';
import { useGdb } from './useGdb';

const samples = path.join(__dirname, '../../../samples');

describe('gdb and every sample', () => {
  const { gdb, start, debugged } = useGdb();

  for (const name of readdirSync(samples).filter((file) => file.endsWith('.lang'))) {
    const shown = asSource(readFileSync(path.join(samples, name), 'utf8'), name);
    // Version 1 has the value of the source's one line, and no names.
    if (shown.program.version === 1) continue;

    it(`stops in every function of ${name}, and does not change what it does`, async () => {
      const { program } = shown;
      const interpreter = new Interpreter(program);
      let stop = interpreter.run(1_000_000_000);
      while (stop === 'outputFull') {
        interpreter.takeOutput();
        stop = interpreter.run(1_000_000_000);
      }
      await start(shown);
      const process = await debugged().attach(gdb());
      const run = debugged().run();
      match(
        await process.untilPrompt(),
        new RegExp(`hit Temporary breakpoint 1, langvm_main \\(\\) at .*${name}:`),
      );
      for (const definition of program.functions.slice(1)) {
        await process.command(`tbreak ${functionSymbol(definition.name)}`);
        const stopped = await process.command('continue');
        match(
          stopped,
          new RegExp(`hit Temporary breakpoint [\\d.]+, ${definition.name} \\(.*\\) at .*${name}:\\d+\\n`),
        );
        match(await process.command('backtrace -3'), /start_thread.*\n#\d+ .* clone3/);
        const parameters = await process.command('info args');
        equal(parameters.trimEnd().split('\n').length, Math.max(1, definition.parameterCount));
        notEqual(await process.command('info locals'), '');
        match(await process.command('next'), /^\d+\t/m);
      }
      await process.command('delete');
      await process.quit();
      const stopped = await run;
      equal(stopped.stop, stop);
      equal(stopped.result, interpreter.result);
    });
  }
});
