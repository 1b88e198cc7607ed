/**
 * Writes the generated parts of docs/bytecode.md: the tables of operations from `isa/operations.ts`, and the machine code of
 * each from what the JIT makes of a sample. Run it as `npm run docs` after changing an operation or a template; a test
 * checks that it was done.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  controlBlockTable,
  handoverSection,
  machineCodeSection,
  stopCodeTable,
  version1CodeSection,
} from './docs/machineCode.mjs';
import { directiveTable, opcodeTable, operationSections } from './docs/operations.mjs';
import { frameShapes, handoverShapes, operandShapes } from './docs/shapes.mjs';
import { root } from './root.mjs';

export const bytecodeDocument = path.join(root, 'docs', 'bytecode.md');

const sections = {
  'opcodes 1': () => opcodeTable(1),
  'opcodes 2': () => opcodeTable(2),
  'opcodes 3': () => opcodeTable(3),
  operations: operationSections,
  'other numbers': operandShapes,
  directives: directiveTable,
  handover: handoverSection,
  'handed over': handoverShapes,
  'machine code 1': version1CodeSection,
  'machine code': machineCodeSection,
  'other frames': frameShapes,
  'control block': controlBlockTable,
  'stop codes': stopCodeTable,
};

/** A document with what stands between its marks made anew. */
export function regenerated(text) {
  return Object.entries(sections).reduce((document, [name, make]) => {
    const begin = `<!-- generated: ${name} -->\n`;
    const end = '\n<!-- end -->';
    const start = document.indexOf(begin);
    const stop = document.indexOf(end, start);
    if (start < 0 || stop < 0) throw new Error(`docs/bytecode.md has no place for '${name}'.`);
    return `${document.slice(0, start + begin.length)}\n${make()}\n${document.slice(stop)}`;
  }, text);
}

if (process.argv[1]?.endsWith('docs.mjs')) {
  writeFileSync(bytecodeDocument, regenerated(readFileSync(bytecodeDocument, 'utf8')));
}
