import { isName } from '../format/names';
import type { Draft } from './draft';
import { parseInteger } from './integer';
import type { LinePart } from './line';
import { listingMessages } from './messages';
import type { ListingProblemCode } from './problems';

/** The largest number of a field of 32 bits. */
const largestWord = 0xffff_ffffn;

const settingPattern = /^([a-z]+)=(.*)$/s;

/** Takes the words behind a directive one after the other, and says what is missing or wrong. */
export class DirectiveReader {
  private readonly words: LinePart[] = [];
  private readonly settings = new Map<string, LinePart>();
  private isMistaken = false;

  constructor(
    private readonly draft: Draft,
    /** Of the listing, from 1. */
    readonly line: number,
    private readonly head: LinePart,
    rest: readonly LinePart[],
    private readonly usage: string,
  ) {
    for (const part of rest) {
      const name = settingPattern.exec(part.text)?.[1];
      if (name !== undefined && !this.settings.has(name)) this.settings.set(name, part);
      else this.words.push(part);
    }
  }

  /** Whether anything was wrong so far. */
  get hasMistake(): boolean {
    return this.isMistaken;
  }

  report(part: LinePart, code: ListingProblemCode, message: string): void {
    this.isMistaken = true;
    this.draft.report(this.line, part, code, message);
  }

  /** The next word; when there is none, that is said. */
  word(): LinePart | undefined {
    const word = this.words.shift();
    // One message says all that is missing.
    if (!word && !this.isMistaken) {
      this.report(this.head, 'missingOperand', listingMessages.missingPart(this.head.text, this.usage));
    }
    return word;
  }

  optionalWord(): LinePart | undefined {
    return this.words.shift();
  }

  /** A name that something is given. */
  name(what: string): LinePart | undefined {
    const word = this.word();
    if (!word || isName(word.text)) return word;
    this.report(word, 'notAName', listingMessages.notAName(word.text, what));
    return undefined;
  }

  number(what: string): number | undefined {
    const word = this.word();
    return word && this.numberIn(word, word.text, what);
  }

  register(): number | undefined {
    const word = this.word();
    if (!word) return undefined;
    const register = parseRegister(word.text);
    if (register === undefined) {
      this.report(word, 'notARegister', listingMessages.notARegister(word.text, 'REGISTER'));
    }
    return register;
  }

  /** `NAME=number`, wherever it stands. */
  setting(name: string): number | undefined {
    const part = this.settings.get(name);
    if (!part) return undefined;
    this.settings.delete(name);
    return this.numberIn(part, part.text.slice(name.length + 1), name);
  }

  requiredSetting(name: string): number | undefined {
    if (!this.settings.has(name) && !this.isMistaken) {
      this.report(this.head, 'missingOperand', listingMessages.missingPart(this.head.text, this.usage));
    }
    return this.setting(name);
  }

  /** A path in double quotes. */
  string(): string | undefined {
    const word = this.word();
    if (!word) return undefined;
    const value = parseString(word.text);
    if (value === undefined) this.report(word, 'badDirective', listingMessages.badString(word.text));
    return value;
  }

  /** Ignores what is left, since it was said already that the directive may not stand here. */
  skip(): void {
    this.words.length = 0;
    this.settings.clear();
  }

  /** Says what is left over. */
  finish(): void {
    if (this.isMistaken) return;
    const [word] = this.words;
    const [setting] = this.settings.values();
    if (word) this.report(word, 'tooMuch', listingMessages.tooMuchForDirective(word.text, this.usage));
    else if (setting) {
      this.report(setting, 'badDirective', listingMessages.badSetting(setting.text, this.usage));
    }
  }

  private numberIn(part: LinePart, text: string, what: string): number | undefined {
    const value = parseInteger(text);
    if (value !== undefined && value >= 0n && value <= largestWord) return Number(value);
    this.report(part, 'notAnInteger', listingMessages.notANumber(text, what));
    return undefined;
  }
}

/** The number of a register as a listing writes it, `r12`, or undefined. */
export function parseRegister(text: string): number | undefined {
  const letter = text.charCodeAt(0);
  if ((letter !== 0x72 && letter !== 0x52) || text.length < 2 || text.length > longestRegister)
    return undefined;
  let register = 0;
  for (let at = 1; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    register = register * 10 + digit;
  }
  return register <= Number(largestWord) ? register : undefined;
}

/** Characters of `r4294967295`. */
const longestRegister = 11;

/** What a string in double quotes says, or undefined when it is none. */
function parseString(text: string): string | undefined {
  if (!text.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    // Half a surrogate pair is no character: the file, which is UTF-8, would hold another text.
    return typeof value === 'string' && !/\p{Surrogate}/u.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
