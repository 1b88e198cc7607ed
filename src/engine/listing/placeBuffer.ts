import { doubled } from './opBuffer';

/** Line and column in the source of the ops of a listing. Most listings have none, and so none are kept. */
export class PlaceBuffer {
  private numbers = new Uint32Array(0);

  get isEmpty(): boolean {
    return this.numbers.length === 0;
  }

  set(opIndex: number, line: number, column: number): void {
    if (this.isEmpty) this.numbers = new Uint32Array(1024);
    while (this.numbers.length < 2 * opIndex + 2) this.numbers = doubled(this.numbers);
    this.numbers[2 * opIndex] = line;
    this.numbers[2 * opIndex + 1] = column;
  }

  /** The lines of so many ops; 0 where none is known. */
  lines = (opCount: number): Uint32Array => this.every(opCount, 0);

  /** The columns of so many ops; 0 where none is known. */
  columns = (opCount: number): Uint32Array => this.every(opCount, 1);

  private every(opCount: number, offset: number): Uint32Array {
    const numbers = new Uint32Array(opCount);
    for (let index = 0; index < opCount; index++) numbers[index] = this.numbers[2 * index + offset] ?? 0;
    return numbers;
  }
}
