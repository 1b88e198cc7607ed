import { wordsPerOp } from '../format/program';

/** The ops of a listing while it is read, each with its line. Grows as needed: how many there are is known at the end. */
export class OpBuffer {
  private allWords = new Uint32Array(1024 * wordsPerOp);
  private allLines = new Uint32Array(1024);
  private count = 0;

  get opCount(): number {
    return this.count;
  }

  /** @param line the line (from 1) it stands on */
  push(line: number, opcode: number, a: number, b: number, r: number): void {
    if (this.count === this.allLines.length) this.grow();
    const at = this.count * wordsPerOp;
    this.allWords[at] = opcode;
    this.allWords[at + 1] = a;
    this.allWords[at + 2] = b;
    this.allWords[at + 3] = r;
    this.allLines[this.count++] = line;
  }

  /** Sets a word of an op that is there already. */
  set(wordIndex: number, value: number): void {
    this.allWords[wordIndex] = value;
  }

  /** The records so far, as a Program has them. */
  words(): Uint32Array {
    return this.allWords.slice(0, this.count * wordsPerOp);
  }

  /** The line of each op so far. */
  lines(): Uint32Array {
    return this.allLines.slice(0, this.count);
  }

  private grow(): void {
    this.allWords = doubled(this.allWords);
    this.allLines = doubled(this.allLines);
  }
}

/** The same numbers with as much room again. */
export function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
