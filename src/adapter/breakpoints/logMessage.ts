const braces = /\{([^{}]+)\}/g;

/** What a log message asks for. */
export const expressionsIn = (message: string): string[] =>
  Array.from(message.matchAll(braces), ([, expression = '']) => expression);

/**
 * The text of a log point: what stands in braces is an expression.
 * @param evaluate the value of an expression as text; may throw, and then its message stands in its place
 */
export function formatLogMessage(message: string, evaluate: (expression: string) => string): string {
  return message.replace(braces, (_, expression: string) => {
    try {
      return evaluate(expression);
    } catch (error) {
      return `{${error instanceof Error ? error.message : String(error)}}`;
    }
  });
}
