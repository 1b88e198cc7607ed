/** The pieces of Markdown that the generated parts of docs/bytecode.md are made of. */

/** A bar would end the cell of a table. */
const cell = (text) => text.replaceAll('|', '\\|');

const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

export const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** Lines as they are. */
export const block = (lines) => `\`\`\`\n${lines.join('\n')}\n\`\`\``;
