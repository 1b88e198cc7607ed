/* Runs a benchmark program and prints its result and the seconds of the last run; those before it let V8 optimize. */
import { pathToFileURL } from 'node:url';

const [file, runs] = process.argv.slice(2);
const { default: program } = await import(pathToFileURL(file).href);
let seconds = 0;
let result = 0;
for (let run = 0; run < Number(runs); run++) {
  const start = process.hrtime.bigint();
  result = program();
  seconds = Number(process.hrtime.bigint() - start) / 1e9;
}
console.log(`${result} ${seconds.toFixed(9)}`);
