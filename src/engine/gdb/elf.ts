import { bytesOf, type ByteWriter } from './byteWriter';

/**
 * The part of ELF-64 that we write. Names and layouts are those of the System V ABI ("gABI", chapters 4 and 5) and
 * its AMD64 supplement.
 */
export const ET_REL = 1;
export const ET_DYN = 3;
export const EM_X86_64 = 62;

export const SHT_NULL = 0;
export const SHT_PROGBITS = 1;
export const SHT_SYMTAB = 2;
export const SHT_STRTAB = 3;
export const SHT_HASH = 5;
export const SHT_DYNAMIC = 6;
export const SHT_NOBITS = 8;
export const SHT_DYNSYM = 11;

export const SHF_WRITE = 0x1;
export const SHF_ALLOC = 0x2;
export const SHF_EXECINSTR = 0x4;

export const STB_LOCAL = 0;
export const STB_GLOBAL = 1;
export const STT_OBJECT = 1;
export const STT_FUNC = 2;
export const STT_FILE = 4;
/** Section index of a symbol that belongs to no section. */
export const SHN_ABS = 0xfff1;

/** Bytes of the structures below. */
export const fileHeaderSize = 64;
export const programHeaderSize = 56;
export const sectionHeaderSize = 64;
export const symbolSize = 24;

export interface FileHeader {
  readonly type: typeof ET_REL | typeof ET_DYN;
  readonly programHeaderCount: number;
  /** Offset in the file, in bytes. */
  readonly sectionHeadersOffset: number;
  readonly sectionCount: number;
  /** Index of the section that holds the names of all sections. */
  readonly sectionNamesIndex: number;
}

/** Elf64_Ehdr; the program headers follow it at once. */
export function writeFileHeader(writer: ByteWriter, header: FileHeader): void {
  const { programHeaderCount } = header;
  writer.append(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46)); //                 0 e_ident: 0x7f 'E' 'L' 'F'
  writer.append(Uint8Array.of(2, 1, 1, 0)); //                             4   64-bit, little-endian, version 1, System V
  writer.u64(0); //                                                        8   padding
  writer.u16(header.type); //                                             16 e_type
  writer.u16(EM_X86_64); //                                               18 e_machine
  writer.u32(1); //                                                       20 e_version
  writer.u64(0); //                                                       24 e_entry
  writer.u64(programHeaderCount === 0 ? 0 : fileHeaderSize); //           32 e_phoff
  writer.u64(header.sectionHeadersOffset); //                             40 e_shoff
  writer.u32(0); //                                                       48 e_flags
  writer.u16(fileHeaderSize); //                                          52 e_ehsize
  writer.u16(programHeaderCount === 0 ? 0 : programHeaderSize); //        54 e_phentsize
  writer.u16(programHeaderCount); //                                      56 e_phnum
  writer.u16(sectionHeaderSize); //                                       58 e_shentsize
  writer.u16(header.sectionCount); //                                     60 e_shnum
  writer.u16(header.sectionNamesIndex); //                                62 e_shstrndx
}

export interface SectionHeader {
  /** Offset in the table of section names. */
  readonly name: number;
  readonly type: number;
  readonly flags: number;
  /** Where it is in memory; 0 when it is not. */
  readonly address: bigint;
  /** Offset in the file, in bytes. */
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
  /** Index of the section that this one refers to: the names of a symbol table, for example. */
  readonly link: number;
  /** For a symbol table: the index of its first global symbol. */
  readonly info: number;
  readonly alignment: number;
  /** Bytes of one entry, in a section that is a table. */
  readonly entrySize: number;
}

/** Elf64_Shdr */
export function writeSectionHeader(writer: ByteWriter, section: SectionHeader): void {
  writer.u32(section.name); //       0 sh_name
  writer.u32(section.type); //       4 sh_type
  writer.u64(section.flags); //      8 sh_flags
  writer.u64(section.address); //   16 sh_addr
  writer.u64(section.offset); //    24 sh_offset
  writer.u64(section.size); //      32 sh_size
  writer.u32(section.link); //      40 sh_link
  writer.u32(section.info); //      44 sh_info
  writer.u64(section.alignment); // 48 sh_addralign
  writer.u64(section.entrySize); // 56 sh_entsize
}

export interface ElfSymbol {
  readonly name: string;
  readonly binding: number;
  readonly type: number;
  /** Index of its section. */
  readonly section: number;
  /** In an ET_REL file an offset in its section, in an ET_DYN file an address. */
  readonly value: bigint;
  /** Bytes. */
  readonly size: number;
}

/** A symbol table and its names. Entry 0 is the empty one that every symbol table begins with. */
export function symbolTable(symbols: readonly ElfSymbol[]): {
  readonly table: Uint8Array;
  readonly names: Uint8Array;
} {
  const names = stringTable(symbols.map(({ name }) => name));
  const table = bytesOf((writer) => {
    writer.append(new Uint8Array(symbolSize));
    symbols.forEach((symbol, index) => {
      // Elf64_Sym
      writer.u32(names.offsets[index] ?? 0); //                 0 st_name
      writer.u8((symbol.binding << 4) | symbol.type); //        4 st_info
      writer.u8(0); //                                          5 st_other: default visibility
      writer.u16(symbol.section); //                            6 st_shndx
      writer.u64(symbol.value); //                              8 st_value
      writer.u64(symbol.size); //                              16 st_size
    });
  });
  return { table, names: names.bytes };
}

/** Strings one behind the other, each with a 0 behind it; offset 0 is the empty string. */
export function stringTable(strings: readonly string[]): {
  readonly bytes: Uint8Array;
  readonly offsets: number[];
} {
  const offsets: number[] = [];
  const bytes = bytesOf((writer) => {
    writer.u8(0);
    for (const text of strings) {
      offsets.push(writer.length);
      writer.string(text);
    }
  });
  return { bytes, offsets };
}
