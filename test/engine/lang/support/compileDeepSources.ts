import { analyseLang, compileLang } from '../../../../src/engine/lang/compile';
import { evaluateExpression } from '../../../../src/engine/lang/expression';
import { parseDebugExpression } from '../../../../src/engine/lang/expressionParser';
import { deepExpressions, deepSources } from './deepSources';

// A program of its own, so that it can be run with less stack.
for (const source of deepSources) {
  compileLang(source, 'deep.lang');
  analyseLang(source);
}
for (const text of deepExpressions) evaluateExpression(parseDebugExpression(text).expression, () => 1n);
console.log('All are compiled.');
