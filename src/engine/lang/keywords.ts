/** A word that the source language reserves, for completion, hover and grammar. */
export interface SourceKeyword {
  readonly keyword: string;
  /** One line on what it does. */
  readonly summary: string;
  /** What an editor inserts for it: `${1:name}` is a place to type. */
  readonly snippet: string;
}

/** The keywords of `.lang`, in the order in which a reader of the language meets them. */
export const sourceKeywords: readonly SourceKeyword[] = [
  { keyword: 'return', summary: 'Ends the program with a value.', snippet: 'return ${1:value}' },
];
