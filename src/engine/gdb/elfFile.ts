import { ByteWriter } from './byteWriter';
import {
  fileHeaderSize,
  programHeaderSize,
  SHT_NOBITS,
  SHT_NULL,
  SHT_STRTAB,
  stringTable,
  writeFileHeader,
  writeSectionHeader,
  type FileHeader,
} from './elf';

/** A section: its bytes, and those fields of its header that are not 0. */
export interface Section {
  readonly name: string;
  readonly type: number;
  readonly content: Uint8Array;
  readonly flags?: number;
  readonly address?: bigint;
  /** Bytes in memory, of a section that has none in the file (SHT_NOBITS). */
  readonly size?: number;
  /** Name of the section that this one refers to. */
  readonly link?: string;
  readonly info?: number;
  readonly alignment?: number;
  readonly entrySize?: number;
}

/**
 * Puts an ELF file together: header, program headers, sections in the order given, names of the sections, section
 * headers. Section 0 is the empty one that every file begins with, so that `sections[0]` has the index 1.
 */
export function elfFile(
  type: FileHeader['type'],
  sections: readonly Section[],
  programHeaders: readonly Uint8Array[] = [],
): Uint8Array {
  const names = stringTable([...sections.map(({ name }) => name), namesSection]);
  const all: readonly Section[] = [
    ...sections,
    { name: namesSection, type: SHT_STRTAB, content: names.bytes },
  ];
  const offsets = offsetsOf(all, contentStart(programHeaders.length));
  const last = all.length - 1;
  const sectionHeadersOffset = alignUp((offsets[last] ?? 0) + names.bytes.length, 8);

  const writer = new ByteWriter();
  writeFileHeader(writer, {
    type,
    programHeaderCount: programHeaders.length,
    sectionHeadersOffset,
    sectionCount: all.length + 1,
    sectionNamesIndex: all.length,
  });
  for (const header of programHeaders) writer.append(header);
  for (const { content, alignment } of all) {
    writer.align(alignment ?? 1);
    writer.append(content);
  }
  writer.align(8);
  writeSectionHeader(writer, nullSection);
  all.forEach((section, index) => {
    writeSectionHeader(writer, {
      name: names.offsets[index] ?? 0,
      type: section.type,
      flags: section.flags ?? 0,
      address: section.address ?? 0n,
      offset: offsets[index] ?? 0,
      size: section.type === SHT_NOBITS ? (section.size ?? 0) : section.content.length,
      link: section.link === undefined ? 0 : all.findIndex(({ name }) => name === section.link) + 1,
      info: section.info ?? 0,
      alignment: section.alignment ?? 1,
      entrySize: section.entrySize ?? 0,
    });
  });
  return writer.finish();
}

/** Where the first section begins. Unit: bytes in the file. */
export const contentStart = (programHeaderCount: number): number =>
  fileHeaderSize + programHeaderCount * programHeaderSize;

/** Where each section begins, when they follow one another from `start`. Unit: bytes in the file. */
export function offsetsOf(sections: readonly Section[], start: number): number[] {
  let end = start;
  return sections.map(({ content, alignment }) => {
    const offset = alignUp(end, alignment ?? 1);
    end = offset + content.length;
    return offset;
  });
}

const namesSection = '.shstrtab';

const nullSection = {
  name: 0,
  type: SHT_NULL,
  flags: 0,
  address: 0n,
  offset: 0,
  size: 0,
  link: 0,
  info: 0,
  alignment: 0,
  entrySize: 0,
};

const alignUp = (value: number, alignment: number): number => Math.ceil(value / alignment) * alignment;
