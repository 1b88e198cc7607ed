import { control } from '../jit/controlBlock';
import { disassemble } from '../jit/disassemble';
import type { ByteRange } from '../jit/machineCode';
import { DwarfRegister } from './dwarf';
import type { FrameRules } from './frameRules';
import { instructionSize } from './functionTails';
import type { SymbolFacts } from './symbolFacts';

const { rax, rbx, rbp, rsp, r14, r15, returnAddress } = DwarfRegister;

/**
 * What the host's own stub has pushed when it calls `start` or `resume` (see `framesStub`). The stub belongs to no
 * symbol file, so that it is taken for a part of what it calls:
 *
 *     rsp ▸ into the stub │ r15 │ r14 │ rbx │ rbp │ return address of the stub │
 *           CFA - 48       -40   -32   -24   -16    -8                           ▴ CFA
 */
const hostFrameSize = 48;

function hostFrame(rules: FrameRules): void {
  rules.savedAt(returnAddress, -8).savedAt(rbp, -16).savedAt(rbx, -24).savedAt(r14, -32).savedAt(r15, -40);
}

/** The frame of the host is where the code noted rsp, at whatever depth it is left. */
const hostFrameFromNote = (rules: FrameRules): FrameRules =>
  rules.cfaInMemory(r14, control.savedStackPointer, hostFrameSize);

/** Where the caller's frame is in a way in or out of the code. @param name of the part */
export function entryRules(facts: SymbolFacts, name: string, range: ByteRange): (rules: FrameRules) => void {
  switch (name) {
    case 'exit':
      return (rules) => hostFrame(hostFrameFromNote(rules));
    case 'resume':
      return (rules) => {
        hostFrame(rules.cfa(rsp, hostFrameSize));
        // It notes rsp first, and then pushes the frames that it rebuilds.
        hostFrameFromNote(rules.at(firstInstructionSize(facts, range)));
      };
    // Called by what stands in the place of an op; the return address is popped at once.
    case 'breakpoint':
      return (rules) => rules.at(instructionSize.push).cfaOffset(0).movedTo(returnAddress, rax);
    // Jumped to from a function, in whose frame it is.
    case 'refused call':
      return (rules) => rules.cfa(rbp, 16).savedAt(rbp, -16).savedAt(rbx, -24);
    // `start`, and where the program ends.
    default:
      return (rules) => hostFrame(rules.cfa(rsp, hostFrameSize));
  }
}

const firstInstructionSize = ({ code }: SymbolFacts, { start, end }: ByteRange): number =>
  disassemble(code.bytes, start, end, 'att')[0]?.bytes.length ?? 0;
