/** The tables of operations and directives of docs/bytecode.md. */
import { operationsOf } from '../../src/engine/isa/lookup.ts';
import { directives } from '../../src/engine/listing/directives.ts';
import { block, table } from './markdown.mjs';
import { codeOfSample } from './sample.mjs';

/** What each kind of operand is, in a table of operands. */
const kinds = {
  immediate: 'a signed 64-bit integer',
  source: 'a register that is read',
  destination: 'the register that is written',
  constant: 'index of a constant',
  target: 'index of an op of the same function',
  function: 'index of a function',
  arguments: 'the first register of the arguments',
  array: 'index of an array',
};

/** All operations of a version, a row each. */
export function opcodeTable(version) {
  const rows = operationsOf(version).map(({ opcode, mnemonic, operands, meaning }) => [
    `${opcode}`,
    mnemonic,
    operands.map(({ name }) => name).join(', '),
    `\`${meaning}\``,
  ]);
  return table(['opcode', 'name', 'operands as written', 'meaning'], rows);
}

/** Every operation of version 3 in full: meaning, operands, how it is written, and its machine code. */
export function operationSections() {
  return operationsOf(3).map(operationSection).join('\n\n');
}

function operationSection({ name, opcode, mnemonic, versions, operands, summary, meaning }) {
  const rows = operands.map((operand) => [operand.name, operand.slot, kinds[operand.kind]]);
  return [
    `#### ${opcode} ${mnemonic}`,
    `${summary} (versions ${versions.join(' and ')})`.replace(/versions (\d)\)$/, 'version $1)'),
    `\`${meaning}\``,
    table(['operand', 'word', 'what it is'], rows),
    block(codeOfSample(name)),
  ].join('\n\n');
}

/** All directives of listings. */
export function directiveTable() {
  const rows = Object.values(directives).map(({ usage, versions, summary }) => [
    `\`${usage}\``,
    versions.join(', '),
    summary,
  ]);
  return table(['directive', 'versions', 'what it does'], rows);
}
