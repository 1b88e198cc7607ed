import { control } from '../jit/controlBlock';
import { disassemble } from '../jit/disassemble';
import type { ByteRange } from '../jit/machineCode';
import { DwarfRegister } from './dwarf';
import type { FrameRules } from './frameRules';
import { instructionSize } from './functionTails';
import type { SymbolFacts } from './symbolFacts';

const { rcx, rbx, rbp, r14, returnAddress } = DwarfRegister;

/** The code is left from any depth to where it was called: it has noted rsp as it was then, below the return address. */
const callerFromNote = (rules: FrameRules): FrameRules =>
  rules.cfaInMemory(r14, control.savedStackPointer, 8);

/** Where the caller's frame is in a way in or out of the code. @param name of the part */
export function entryRules(
  facts: SymbolFacts,
  name: string,
  range: ByteRange,
): (rules: FrameRules) => unknown {
  switch (name) {
    case 'exit':
      return callerFromNote;
    case 'resume':
      // It notes rsp first, and then pushes the frames that it rebuilds.
      return (rules) => callerFromNote(rules.at(firstInstructionSize(facts, range)));
    // Called by what stands in the place of an op; the return address is popped at once.
    case 'breakpoint':
      return (rules) => rules.at(instructionSize.push).cfaOffset(0).movedTo(returnAddress, rcx);
    // Jumped to from a function, in whose frame it is; or come back to instead of the caller, in that one's frame.
    case 'refused call':
    case 'returned':
      return (rules) => rules.cfa(rbp, 16).savedAt(rbp, -16).savedAt(rbx, -24);
    // `start`, and where the program ends, push nothing.
    default:
      return () => undefined;
  }
}

const firstInstructionSize = ({ code }: SymbolFacts, { start, end }: ByteRange): number =>
  disassemble(code.bytes, start, end, 'att')[0]?.bytes.length ?? 0;
