import type { DebugProtocol } from '@vscode/debugprotocol';
import { hexNumber } from '../../engine/jit/hex';
import { verification } from '../gdb/verifyMachineCode';
import type { Launched } from '../launched';
import type { InstructionRow } from '../machineLevel/instructionRow';
import { parseAddress } from '../machineLevel/addressText';
import { customRequests } from '../protocol/requests';
import { lineToClient, type SessionContext } from './context';
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
    disassemble: ({ memoryReference, offset = 0, instructionOffset = 0, instructionCount }) => {
      const launched = context.launched();
      const address = parseAddress(memoryReference) + BigInt(offset);
      const rows = launched.addresses.sourceFor(address).rows(address, instructionOffset, instructionCount);
      return { instructions: rows.map((row) => toProtocol(launched, row)) };
    },
    setInstructionBreakpoints: ({ breakpoints }) => {
      const launched = context.launched();
      return { breakpoints: launched.breakpoints.setInstructions(breakpoints, launched.addresses) };
    },
    readMemory: ({ memoryReference, offset = 0, count }) =>
      context.launched().memory.read(parseAddress(memoryReference) + BigInt(offset), count),
    writeMemory: async ({ memoryReference, offset = 0, data, allowPartial = false }) => {
      const launched = context.launched();
      const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
      const bytesWritten = await launched.memory.write(
        parseAddress(memoryReference) + BigInt(offset),
        bytes,
        allowPartial,
      );
      context.events.invalidated();
      return { bytesWritten };
    },
    [customRequests.verifyMachineCode]: () => verification(context.launched()),
  };
}
