import { checkLang } from '../../../../src/engine/lang/compile';
import { deepestNesting } from '../../../../src/engine/lang/nesting';

// A program of its own, since code that has run before takes less of the stack.
for (const { message } of checkLang(`function f(n) { return n; } x = ${'f('.repeat(deepestNesting)}`)) {
  console.log(message);
}
