/**
 * The text of a UTF-8 file with the lines that an editor shows of it: the mark of the byte order is none of the text, and a
 * carriage return ends a line also where no line feed follows.
 */
export function textOfFile(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
