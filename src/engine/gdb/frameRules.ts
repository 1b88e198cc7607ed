import { bytesOf, type ByteWriter } from './byteWriter';
import * as dwarf from './dwarf';
import { DwarfRegister } from './dwarf';

/** Offsets of saved registers are stored divided by this: the stack grows down, in words of 8 bytes. */
const dataAlignment = -8;

/**
 * Writes the entries of `.debug_frame` (DWARF 4, section 6.4): for a run of code, what holds at which instruction. CFA is
 * the value that rsp had before the call. What is said of no register means that it still is the caller's.
 */
export class FrameRules {
  private offset = 0;

  private constructor(private readonly writer: ByteWriter) {}

  /** CIE: what holds at the first instruction of every function. It must be the first entry of the section. */
  static writeCommon(writer: ByteWriter): void {
    writeEntry(writer, () => {
      writer.u32(0xffffffff); //                      CIE_id
      writer.u8(1); //                                version
      writer.string(''); //                           augmentation
      writer.uleb128(1); //                           code_alignment_factor
      writer.sleb128(dataAlignment); //               data_alignment_factor
      writer.u8(DwarfRegister.returnAddress); //      return_address_register
      const rules = new FrameRules(writer);
      rules.cfa(DwarfRegister.rsp, 8);
      rules.savedAt(DwarfRegister.returnAddress, -8);
    });
  }

  /**
   * FDE: a run of code.
   * @param address of its first byte
   * @param size bytes
   */
  static write(
    writer: ByteWriter,
    address: bigint,
    size: number,
    write: (rules: FrameRules) => unknown,
  ): void {
    writeEntry(writer, () => {
      writer.u32(0); //                               CIE_pointer: the common entry is the first in the section
      writer.u64(address); //                         initial_location
      writer.u64(size); //                            address_range
      write(new FrameRules(writer));
    });
  }

  /** What follows holds from here on. @param offset bytes from the start of the run; they must ascend */
  at(offset: number): this {
    const bytes = offset - this.offset;
    this.offset = offset;
    if (bytes === 0) return this;
    if (bytes < 0x40) {
      this.writer.u8(dwarf.DW_CFA_advance_loc | bytes);
    } else {
      this.writer.u8(dwarf.DW_CFA_advance_loc4);
      this.writer.u32(bytes);
    }
    return this;
  }

  /** CFA = register + offset */
  cfa(register: number, offset: number): this {
    this.writer.u8(dwarf.DW_CFA_def_cfa);
    this.writer.uleb128(register);
    this.writer.uleb128(offset);
    return this;
  }

  cfaOffset(offset: number): this {
    this.writer.u8(dwarf.DW_CFA_def_cfa_offset);
    this.writer.uleb128(offset);
    return this;
  }

  cfaRegister(register: number): this {
    this.writer.u8(dwarf.DW_CFA_def_cfa_register);
    this.writer.uleb128(register);
    return this;
  }

  /** CFA = what stands at register + displacement in memory, plus an offset. All in bytes. */
  cfaInMemory(register: number, displacement: number, offset: number): this {
    const expression = bytesOf((writer) => {
      writer.u8(dwarf.DW_OP_breg0 + register);
      writer.sleb128(displacement);
      writer.u8(dwarf.DW_OP_deref);
      writer.u8(dwarf.DW_OP_plus_uconst);
      writer.uleb128(offset);
    });
    this.writer.u8(dwarf.DW_CFA_def_cfa_expression);
    this.writer.uleb128(expression.length);
    this.writer.append(expression);
    return this;
  }

  /** The caller's value of a register lies in memory. @param offset bytes from the CFA */
  savedAt(register: number, offset: number): this {
    this.writer.u8(dwarf.DW_CFA_offset | register);
    this.writer.uleb128(offset / dataAlignment);
    return this;
  }

  /** The caller's value of a register is in another one. */
  movedTo(register: number, other: number): this {
    this.writer.u8(dwarf.DW_CFA_register);
    this.writer.uleb128(register);
    this.writer.uleb128(other);
    return this;
  }

  /** The register has the caller's value again. */
  restored(register: number): this {
    this.writer.u8(dwarf.DW_CFA_restore | register);
    return this;
  }

  /** Keeps all that holds, for {@link recall}. */
  remember(): this {
    this.writer.u8(dwarf.DW_CFA_remember_state);
    return this;
  }

  recall(): this {
    this.writer.u8(dwarf.DW_CFA_restore_state);
    return this;
  }
}

function writeEntry(writer: ByteWriter, write: () => void): void {
  writer.prefixed32(() => {
    write();
    // The length field has 4 bytes that count for the alignment of the next entry.
    writer.align(dwarf.addressSize, dwarf.DW_CFA_nop);
  });
}
