import type { DebugProtocol } from '@vscode/debugprotocol';
import { hexNumber } from '../../engine/jit/hex';
import { verification } from '../gdb/verifyMachineCode';
import type { Launched } from '../launched';
import type { InstructionRow } from '../machineLevel/instructionRow';
import { parseAddress } from '../machineLevel/addressText';
import { bytesOfBase64 } from '../machineLevel/memoryWrites';
import { customRequests } from '../protocol/requests';
import { lineToClient, type SessionContext } from './context';
import { countOf, integerOf, rowCountOf, rowOffsetOf } from './numbers';
import type { Handlers } from './table';

type MachineLevelRequests =
  'disassemble' | 'setInstructionBreakpoints' | 'readMemory' | 'writeMemory' | 'langvm.verifyMachineCode';

/** Instructions and memory. */
export function machineLevelHandlers(context: SessionContext): Pick<Handlers, MachineLevelRequests> {
  const toProtocol = (launched: Launched, row: InstructionRow): DebugProtocol.DisassembledInstruction => {
    const { address, bytes, text, opIndex, symbol, isOutside } = row;
    const { view } = launched;
    const line = opIndex === undefined ? 0 : view.lines.lineOfOp(opIndex);
    return {
      address: hexNumber(address),
      instruction: isOutside ? '??' : text,
      ...(bytes === '' ? {} : { instructionBytes: bytes }),
      ...(symbol === undefined ? {} : { symbol }),
      ...(line > 0 ? { location: view.source, line: lineToClient(context.client, line) } : {}),
      ...(isOutside ? { presentationHint: 'invalid' as const } : {}),
    };
  };

  return {
    disassemble: ({ memoryReference, offset, instructionOffset, instructionCount }) => {
      const launched = context.launched();
      const address = parseAddress(memoryReference, integerOf('offset', offset));
      const first = rowOffsetOf('instructionOffset', instructionOffset);
      const count = rowCountOf('instructionCount', instructionCount);
      const rows = launched.addresses.sourceFor(address).rows(address, first, count);
      return { instructions: rows.map((row) => toProtocol(launched, row)) };
    },
    setInstructionBreakpoints: async ({ breakpoints }) => ({
      breakpoints: await context.launched().setInstructionBreakpoints(breakpoints),
    }),
    readMemory: ({ memoryReference, offset, count }) => {
      const from = integerOf('offset', offset);
      parseAddress(memoryReference, from);
      return context.launched().memory.read(parseAddress(memoryReference), from, countOf('count', count));
    },
    writeMemory: async ({ memoryReference, offset, data, allowPartial = false }) => {
      const { memory } = context.launched();
      const bytes = bytesOfBase64(data);
      const reference = parseAddress(memoryReference);
      const address = parseAddress(memoryReference, integerOf('offset', offset));
      const bytesWritten = await memory.write(address, bytes, allowPartial);
      context.events.invalidated();
      // Views of the same bytes through other references; the one that wrote takes word of a change for somebody else's.
      context.events.memoryChanged(memory.shownMemory(reference));
      return { bytesWritten };
    },
    [customRequests.verifyMachineCode]: () => verification(context.launched()),
  };
}
