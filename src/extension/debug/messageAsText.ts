/** What went wrong as the text of a document: comments, in the words of whoever knows. */
export function messageAsText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .split('\n')
    .map((line) => `; ${line}\n`)
    .join('');
}
