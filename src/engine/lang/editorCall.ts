import {
  CloseBrace,
  CloseBracket,
  CloseParenthesis,
  Comma,
  Function,
  langLexer,
  OpenBrace,
  OpenBracket,
  OpenParenthesis,
  Semicolon,
  Word,
} from './tokens';

/** A call that is being typed. */
export interface OpenCall {
  readonly callee: string;
  /** The argument that the cursor is in, from 0. */
  readonly argument: number;
}

/**
 * The innermost call whose arguments a text ends in.
 * @param before the source up to the cursor
 */
export function openCallAt(before: string): OpenCall | undefined {
  const { tokens } = langLexer.tokenize(before);
  let open: { readonly callee: string | undefined; argument: number }[] = [];
  tokens.forEach(({ tokenType }, index) => {
    if (tokenType === OpenParenthesis || tokenType === OpenBracket) {
      const word = tokenType === OpenParenthesis ? tokens[index - 1] : undefined;
      const isCall = word?.tokenType === Word && tokens[index - 2]?.tokenType !== Function;
      open.push({ callee: isCall ? word.image : undefined, argument: 0 });
    } else if (tokenType === CloseParenthesis || tokenType === CloseBracket) {
      open.pop();
    } else if (tokenType === Comma) {
      const innermost = open.at(-1);
      if (innermost) innermost.argument++;
    } else if (tokenType === Semicolon || tokenType === OpenBrace || tokenType === CloseBrace) {
      // No call goes on behind these: a ')' is missing above.
      open = [];
    }
  });
  const call = open.findLast(({ callee }) => callee !== undefined);
  return call?.callee === undefined ? undefined : { callee: call.callee, argument: call.argument };
}
