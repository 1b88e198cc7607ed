import { viewOf } from './binary';
import { mostSections } from './limits';
import { bytecodeErrors } from './messages';
import {
  paddingAfter,
  sectionHeaderSize,
  sectionKinds,
  version3HeaderSize,
  type SectionName,
} from './version3Layout';

/** A section of a file: its content is a view of the file, not a copy. */
export interface Section {
  readonly kind: number;
  /** Where its content begins in the file. Unit: bytes. */
  readonly start: number;
  readonly content: Uint8Array;
}

/** The sections of a file by their kinds, in the order in which they stand there. */
export type Sections = ReadonlyMap<number, Section>;

/**
 * Takes a file of version 3 apart, without looking into the sections.
 * @throws BytecodeError when they do not fill the file exactly, or one is there twice
 */
export function readSections(bytes: Uint8Array): Sections {
  if (bytes.length < version3HeaderSize) {
    throw bytecodeErrors.truncatedHeader(bytes.length, version3HeaderSize);
  }
  const view = viewOf(bytes);
  const count = view.getUint32(8, true);
  checkZero(view, 12);
  if (count > mostSections) throw bytecodeErrors.tooManySections(count, mostSections);
  const sections = new Map<number, Section>();
  let offset = version3HeaderSize;
  for (let index = 0; index < count; index++) {
    const section = readSection(bytes, view, index, offset);
    const other = sections.get(section.kind);
    if (other) {
      throw bytecodeErrors.duplicateSection(section.kind, offset, other.start - sectionHeaderSize);
    }
    sections.set(section.kind, section);
    offset = section.start + section.content.length;
    for (const end = offset + paddingAfter(section.content.length); offset < end; offset++) {
      const byte = bytes[offset] ?? 0;
      if (byte !== 0) throw bytecodeErrors.reservedNotZero(offset, byte);
    }
  }
  if (offset !== bytes.length) throw bytecodeErrors.bytesBehindSections(offset, bytes.length);
  return sections;
}

function readSection(bytes: Uint8Array, view: DataView, index: number, offset: number): Section {
  const start = offset + sectionHeaderSize;
  if (start > bytes.length) {
    throw bytecodeErrors.missing(`header of section ${index}`, offset, bytes.length);
  }
  const length = view.getBigUint64(offset + 8, true);
  const needed = length + BigInt(paddingAfter(Number(length & 0xffn)));
  if (needed > bytes.length - start) {
    throw bytecodeErrors.truncatedSection(index, offset, length, BigInt(start) + needed, bytes.length);
  }
  checkZero(view, offset + 4);
  const content = bytes.subarray(start, start + Number(length));
  return { kind: view.getUint32(offset, true), start, content };
}

/** A field that later versions may use: a reader that does not know what it means must not go on. */
export function checkZero(view: DataView, offset: number, base = 0): void {
  const found = view.getUint32(offset, true);
  if (found !== 0) throw bytecodeErrors.reservedNotZero(base + offset, found);
}

const noContent = new Uint8Array(0);

/** A section by its name; an empty one where the file has none. */
export function sectionOf(sections: Sections, name: SectionName): Section {
  const kind = sectionKinds[name];
  return sections.get(kind) ?? { kind, start: version3HeaderSize, content: noContent };
}

/**
 * How many entries a section has.
 * @param headSize bytes before its first entry
 * @throws BytecodeError when the last entry is cut
 */
export function entryCountOf(
  { start, content }: Section,
  name: SectionName,
  entrySize: number,
  headSize = 0,
): number {
  const size = content.length - headSize;
  if (size < 0 || size % entrySize !== 0) {
    throw bytecodeErrors.unevenSection(name, start, content.length, entrySize);
  }
  return size / entrySize;
}
