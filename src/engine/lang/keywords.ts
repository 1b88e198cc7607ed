/** A word that the source language reserves, for completion, hover and grammar. */
export interface SourceKeyword {
  readonly keyword: Keyword;
  /** One line on what it does. */
  readonly summary: string;
  /** What an editor inserts for it: `${1:name}` is a place to type. */
  readonly snippet: string;
}

const block = '{\n\t$0\n}';

/** The keywords of `.lang`, in the order in which a reader of the language meets them. */
const keywords = [
  {
    keyword: 'return',
    summary: 'Ends the function with a value; outside of functions, the program.',
    snippet: 'return ${1:value};',
  },
  {
    keyword: 'print',
    summary: 'Writes a value to the output, on a line of its own.',
    snippet: 'print ${1:value};',
  },
  {
    keyword: 'if',
    summary: 'Goes on with the statement behind it if the condition is not 0.',
    snippet: `if (\${1:condition}) ${block}`,
  },
  {
    keyword: 'else',
    summary: 'What to do instead if the condition of the `if` before it is 0.',
    snippet: `else ${block}`,
  },
  {
    keyword: 'while',
    summary: 'Repeats the statement behind it as long as the condition is not 0.',
    snippet: `while (\${1:condition}) ${block}`,
  },
  { keyword: 'break', summary: 'Leaves the innermost `while`.', snippet: 'break;' },
  {
    keyword: 'continue',
    summary: 'Goes on with the condition of the innermost `while`.',
    snippet: 'continue;',
  },
  {
    keyword: 'function',
    summary: 'Declares a function. Its variables are its own; arrays are shared.',
    snippet: `function \${1:name}(\${2:parameter}) ${block}`,
  },
  {
    keyword: 'array',
    summary: 'Declares an array of a fixed number of cells, all 0 at first.',
    snippet: 'array ${1:name}[${2:length}];',
  },
] as const;

export type Keyword = (typeof keywords)[number]['keyword'];

export const sourceKeywords: readonly SourceKeyword[] = keywords;
