/**
 * The lines of a text by their number (from 1). The text is searched once, and only when the first line is asked for.
 */
export function lineText(text: string): (line: number) => string {
  let starts: number[] | undefined;
  return (line) => {
    starts ??= lineStarts(text);
    return text.slice(starts[line - 1] ?? text.length, (starts[line] ?? text.length + 1) - 1);
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
