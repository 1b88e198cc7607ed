import { signatureOf } from '../../engine/lang/editorNames';
import type { LangSymbol } from '../../engine/lang/symbols';
import { sourceMessages } from './messages';

/** What kind of thing a name is: `parameter in register r0`, `array of 16 cells`. */
export function kindOf(symbol: LangSymbol): string {
  switch (symbol.kind) {
    case 'function':
      return sourceMessages.function;
    case 'array':
      return sourceMessages.arrayOf(symbol.length);
    case 'parameter':
    case 'variable':
      return sourceMessages.inRegister(symbol.kind, symbol.register);
  }
}

/** A name and what it is. Markdown. */
export const describeSymbol = (symbol: LangSymbol): string =>
  `**${symbol.kind === 'function' ? signatureOf(symbol) : symbol.name}** — ${kindOf(symbol)}`;
