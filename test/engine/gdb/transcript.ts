import { equal } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LoadedCode } from '../../../src/engine/native/nativeHost';

/** The version of gdb whose words the golden transcripts hold. */
export const goldenVersion = 13;

/** A whole conversation with gdb, to be compared with a file that a person can read. */
export class Transcript {
  private text = '';

  /**
   * @param entry offset of the first function, from which addresses count: the ways in before it are nobody's concern
   */
  constructor(
    private readonly code: LoadedCode,
    private readonly entry = 0,
  ) {}

  add(command: string, answer: string): void {
    this.text += `(gdb) ${command}\n${this.normalize(answer)}`;
  }

  /** Compares with the golden file; `UPDATE_GOLDEN=1` writes it anew. */
  compare(name: string): void {
    const file = path.join(__dirname, '../../fixtures/gdb', name);
    if (process.env.UPDATE_GOLDEN || !existsSync(file)) writeFileSync(file, this.text);
    equal(this.text, readFileSync(file, 'utf8'));
  }

  /** Replaces what differs from run to run: addresses, threads, processes, and folders. */
  private normalize(answer: string): string {
    const size = this.code.size - this.entry;
    const address = this.code.address + BigInt(this.entry);
    return answer
      .replace(/0x0*([0-9a-f]{6,16})\b/g, (_, digits: string) => {
        const offset = Number(BigInt(`0x${digits}`) - address);
        return offset >= 0 && offset <= size ? `CODE+${offset.toString(16).padStart(2, '0')}` : 'ADDRESS';
      })
      .replace(/Thread \d+/g, 'Thread N')
      .replace(/\[Switching to Thread .*\]\n/g, '')
      .replace(/from .+koffi\.node/g, 'from koffi.node')
      .replace(/ \/.+\/node, process \d+/g, ' node, process PID')
      .replace(/process \d+/g, 'process PID');
  }
}
