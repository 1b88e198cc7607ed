import { bytesOf, type ByteWriter } from './byteWriter';
import {
  addressSize,
  DW_CFA_advance_loc,
  DW_CFA_advance_loc4,
  DW_CFA_def_cfa,
  DW_CFA_def_cfa_offset,
  DW_CFA_def_cfa_register,
  DW_CFA_nop,
  DW_CFA_offset,
  DW_CFA_restore,
  DwarfRegister,
} from './dwarf';
import { epilogueOf } from '../jit/machineCode';
import type { SymbolFacts } from './symbolFacts';

const { rbp, rsp, returnAddress } = DwarfRegister;

/** Offsets of saved registers are stored divided by this: the stack grows down, in words of 8 bytes. */
const dataAlignment = -8;

/** Sizes of instructions, in bytes: `push %rbp`, `mov %rsp,%rbp`, `leave`. */
const pushSize = 1;
const moveSize = 3;
const leaveSize = 1;

/**
 * `.debug_frame`: where the caller's frame is at every single instruction, so that `bt`, `up` and `finish` work
 * wherever somebody stops (DWARF 4, section 6.4). CFA is the value that rsp had before the call.
 *
 *     push %rbp       CFA = rsp + 8       return address at CFA - 8
 *     mov  %rsp,%rbp  CFA = rsp + 16      and the caller's rbp at CFA - 16
 *     ops, leave      CFA = rbp + 16
 *     ret             CFA = rsp + 8       the caller's rbp is in rbp again
 */
export function debugFrame({ code, address }: SymbolFacts): Uint8Array {
  const leave = epilogueOf(code).start;
  return bytesOf((writer) => {
    writeCommonEntry(writer);
    writeEntry(writer, () => {
      writer.u32(0); //                             CIE_pointer: the common entry is the first in the section
      writer.u64(address); //                       initial_location
      writer.u64(code.bytes.length); //             address_range
      advance(writer, pushSize);
      writer.u8(DW_CFA_def_cfa_offset);
      writer.uleb128(16);
      savedAt(writer, rbp, -16);
      advance(writer, moveSize);
      writer.u8(DW_CFA_def_cfa_register);
      writer.uleb128(rbp);
      advance(writer, leave + leaveSize - pushSize - moveSize);
      defineCfa(writer, rsp, 8);
      writer.u8(DW_CFA_restore | rbp);
    });
  });
}

/** CIE: what holds at the first instruction of every function. */
function writeCommonEntry(writer: ByteWriter): void {
  writeEntry(writer, () => {
    writer.u32(0xffffffff); //                      CIE_id
    writer.u8(1); //                                version
    writer.string(''); //                           augmentation
    writer.uleb128(1); //                           code_alignment_factor
    writer.sleb128(dataAlignment); //               data_alignment_factor
    writer.u8(returnAddress); //                    return_address_register
    defineCfa(writer, rsp, 8);
    savedAt(writer, returnAddress, -8);
  });
}

function writeEntry(writer: ByteWriter, write: () => void): void {
  writer.prefixed32(() => {
    write();
    // The length field has 4 bytes that count for the alignment of the next entry.
    writer.align(addressSize, DW_CFA_nop);
  });
}

function defineCfa(writer: ByteWriter, register: number, offset: number): void {
  writer.u8(DW_CFA_def_cfa);
  writer.uleb128(register);
  writer.uleb128(offset);
}

/** @param offset bytes from the CFA */
function savedAt(writer: ByteWriter, register: number, offset: number): void {
  writer.u8(DW_CFA_offset | register);
  writer.uleb128(offset / dataAlignment);
}

/** What follows holds from so many bytes further on. */
function advance(writer: ByteWriter, bytes: number): void {
  if (bytes < 0x40) {
    writer.u8(DW_CFA_advance_loc | bytes);
  } else {
    writer.u8(DW_CFA_advance_loc4);
    writer.u32(bytes);
  }
}
