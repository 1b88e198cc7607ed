import { bytesOf } from './byteWriter';
import * as elf from './elf';
import { contentStart, elfFile, offsetsOf, type Section } from './elfFile';

/** Names that gdb looks for ("JIT Compilation Interface" in its manual). */
const registerFunction = '__jit_debug_register_code';
const descriptor = '__jit_debug_descriptor';

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_GNU_STACK = 0x6474e551;
const PF_X = 1;
const PF_W = 2;
const PF_R = 4;

const DT_NULL = 0;
const DT_HASH = 4;
const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_STRSZ = 10;
const DT_SYMENT = 11;

const pageSize = 0x1000;
const programHeaderCount = 4;

/** `ret`: gdb's breakpoint on it is all that the function is for. */
const registerCode = Uint8Array.of(0xc3);

/** struct jit_descriptor: u32 version = 1, u32 action, two pointers that are 0. */
const descriptorContent = Uint8Array.of(1, ...new Array<number>(23).fill(0));

/** Where the sections lie that others refer to; an address in the file's own counting. */
type Addresses = Readonly<Record<'hash' | 'dynsym' | 'dynstr' | 'text' | 'dynamic' | 'data', bigint>>;
const nowhere: Addresses = { hash: 0n, dynsym: 0n, dynstr: 0n, text: 0n, dynamic: 0n, data: 0n };

/**
 * Makes the shared object through which a process tells gdb about machine code; Node itself exports nothing of the
 * kind. It has section headers, which only gdb needs, and asks for no executable stack.
 *
 *     file     | headers  .hash .dynsym .dynstr .text | .dynamic .data | .shstrtab, section headers |
 *     memory     page 0: read, execute                  page 1: read, write
 */
export function makeJitInterface(): Uint8Array {
  const offsets = offsetsOf(sectionsAt(nowhere), contentStart(programHeaderCount));
  const at = (index: number): bigint => BigInt(offsets[index] ?? 0);
  // The same bytes of the file are mapped twice; the writable ones a page further on.
  const writable = (index: number): bigint => at(index) + BigInt(pageSize);
  const sections = sectionsAt({
    hash: at(0),
    dynsym: at(1),
    dynstr: at(2),
    text: at(3),
    dynamic: writable(4),
    data: writable(5),
  });
  const executableEnd = at(3) + BigInt(registerCode.length);
  const dynamicSize = BigInt(sections[4]?.content.length ?? 0);
  const writableSize = at(5) + BigInt(descriptorContent.length) - at(4);
  return elfFile(elf.ET_DYN, sections, [
    programHeader(PT_LOAD, PF_R | PF_X, 0n, 0n, executableEnd, pageSize),
    programHeader(PT_LOAD, PF_R | PF_W, at(4), writable(4), writableSize, pageSize),
    programHeader(PT_DYNAMIC, PF_R | PF_W, at(4), writable(4), dynamicSize, 8),
    programHeader(PT_GNU_STACK, PF_R | PF_W, 0n, 0n, 0n, 16),
  ]);
}

function sectionsAt(addresses: Addresses): readonly Section[] {
  const { table, names } = elf.symbolTable([
    symbol(registerFunction, elf.STT_FUNC, 4, addresses.text, registerCode.length),
    symbol(descriptor, elf.STT_OBJECT, 6, addresses.data, descriptorContent.length),
  ]);
  const { SHF_ALLOC, SHF_EXECINSTR, SHF_WRITE } = elf;
  return [
    {
      name: '.hash',
      type: elf.SHT_HASH,
      content: hashTable(),
      flags: SHF_ALLOC,
      address: addresses.hash,
      link: '.dynsym',
      alignment: 8,
      entrySize: 4,
    },
    {
      name: '.dynsym',
      type: elf.SHT_DYNSYM,
      content: table,
      flags: SHF_ALLOC,
      address: addresses.dynsym,
      link: '.dynstr',
      info: 1,
      alignment: 8,
      entrySize: elf.symbolSize,
    },
    { name: '.dynstr', type: elf.SHT_STRTAB, content: names, flags: SHF_ALLOC, address: addresses.dynstr },
    {
      name: '.text',
      type: elf.SHT_PROGBITS,
      content: registerCode,
      flags: SHF_ALLOC | SHF_EXECINSTR,
      address: addresses.text,
      alignment: 16,
    },
    {
      name: '.dynamic',
      type: elf.SHT_DYNAMIC,
      content: dynamicTable(addresses, names.length),
      flags: SHF_ALLOC | SHF_WRITE,
      address: addresses.dynamic,
      link: '.dynstr',
      alignment: 8,
      entrySize: 16,
    },
    {
      name: '.data',
      type: elf.SHT_PROGBITS,
      content: descriptorContent,
      flags: SHF_ALLOC | SHF_WRITE,
      address: addresses.data,
      alignment: 8,
    },
  ];
}

const symbol = (name: string, type: number, section: number, value: bigint, size: number): elf.ElfSymbol => ({
  name,
  binding: elf.STB_GLOBAL,
  type,
  section,
  value,
  size,
});

/** One bucket, which begins with symbol 1 and goes on with symbol 2: no name needs to be hashed. */
const hashTable = (): Uint8Array =>
  bytesOf((writer) => {
    for (const word of [1, 3]) writer.u32(word); //     nbucket, nchain
    for (const word of [1, 0, 2, 0]) writer.u32(word); // bucket[0], chain[0 .. 2]
  });

/** What the dynamic linker reads: Elf64_Dyn, a tag and a value each. */
const dynamicTable = ({ hash, dynsym, dynstr }: Addresses, namesSize: number): Uint8Array =>
  bytesOf((writer) => {
    const entries: readonly (readonly [number, bigint | number])[] = [
      [DT_HASH, hash],
      [DT_SYMTAB, dynsym],
      [DT_STRTAB, dynstr],
      [DT_STRSZ, namesSize],
      [DT_SYMENT, elf.symbolSize],
      [DT_NULL, 0],
    ];
    for (const [tag, value] of entries) {
      writer.u64(tag);
      writer.u64(value);
    }
  });

/** Elf64_Phdr */
const programHeader = (
  type: number,
  flags: number,
  offset: bigint,
  address: bigint,
  size: bigint,
  alignment: number,
): Uint8Array =>
  bytesOf((writer) => {
    writer.u32(type); //       0 p_type
    writer.u32(flags); //      4 p_flags
    writer.u64(offset); //     8 p_offset
    writer.u64(address); //   16 p_vaddr
    writer.u64(address); //   24 p_paddr
    writer.u64(size); //      32 p_filesz
    writer.u64(size); //      40 p_memsz
    writer.u64(alignment); // 48 p_align
  });
