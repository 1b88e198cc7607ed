import { describeOp, describeParts, type CodePartFacts } from '../../engine/jit/describe';
import { hexBytes, hexNumber } from '../../engine/jit/hex';
import { opCountOf, type MachineCode } from '../../engine/jit/machineCode';
import { printOp } from '../../engine/listing/print';
import type { ScopeContext } from './scopes';
import type { VariableContainer, VariableNode } from './variables';

/**
 * The scope of the machine code: all of it, the bytes of the next op at hand.
 * @param opIndex the op of the frame
 */
export function machineCodeContainer(
  { debuggee, execution, format }: ScopeContext,
  opIndex: number,
): VariableContainer {
  const { code, program } = debuggee;
  const options = () => ({
    syntax: format.syntax,
    baseAddress: execution.native.current?.native.code.address,
  });
  const opCount = opCountOf(code);
  const named = (): VariableNode[] => {
    const loaded = execution.native.current?.native.code;
    const around = (kind: CodePartFacts['kind'], first: number): VariableNode[] =>
      describeParts(code, first, 0, options())
        .filter((part) => part.kind === kind)
        .map((part) => partNode(kind, part));
    return [
      ...(loaded
        ? [{ name: 'address', value: hexNumber(loaded.address), type: 'Where the code lies.' }]
        : []),
      { name: 'size', value: `${code.bytes.length} bytes`, type: 'All of the machine code.' },
      {
        name: 'bytes',
        value: bytesOf(code),
        type: 'The machine code from its first byte to its last.',
        ...(loaded ? { memoryReference: hexNumber(loaded.address) } : {}),
      },
      ...(opIndex < opCount ? [partNode('next op', describeOp(code, opIndex, options()))] : []),
      ...around('prologue', 0),
      {
        name: 'ops',
        value: `${opCount}`,
        type: 'What each op became.',
        children: {
          indexed: {
            count: opCount,
            at: (index) =>
              partNode(`op ${index}`, describeOp(code, index, options()), printOp(program, index)),
          },
        },
      },
      ...around('epilogue', opCount),
    ];
  };
  return { named };
}

/** More bytes than these are no line to read; each op shows its own. */
const shownBytes = 64;

function bytesOf({ bytes }: MachineCode): string {
  return hexBytes(bytes.subarray(0, shownBytes)) + (bytes.length > shownBytes ? ' …' : '');
}

/** One part of the machine code: bytes and disassembly on its line, its instructions below. */
function partNode(name: string, part: CodePartFacts, opText?: string): VariableNode {
  const bytes = part.instructions.map((instruction) => instruction.bytes).join(' ');
  const text = part.instructions.map((instruction) => instruction.text).join('; ');
  const place = part.address ?? `+0x${part.offset.toString(16)}`;
  const instructions = part.instructions.map((instruction): VariableNode => ({
    name: `+0x${instruction.offset.toString(16)}`,
    value: `${instruction.bytes}  ${instruction.text}`,
  }));
  return {
    name,
    value: `${bytes}  ${text}`,
    type: `${opText === undefined ? '' : `${opText}: `}${part.size} bytes at ${place}`,
    ...(instructions.length > 1 ? { children: { named: () => instructions } } : {}),
  };
}
