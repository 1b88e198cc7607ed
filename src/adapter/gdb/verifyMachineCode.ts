import { checkMachineCode, type CodeCheck } from '../../engine/gdb/codeCheck';
import { hexNumber } from '../../engine/jit/hex';
import { adapterErrors, sessionMessages } from '../errors';
import type { Launched } from '../launched';
import type { VerifyMachineCodeResponse } from '../protocol/requests';

/** Bytes that are asked for at a time. */
const chunkSize = 1 << 20;

/**
 * Compares the machine code in the memory of the native host with what the JIT emitted, and with what an assembler makes
 * of it. Starts the host where none runs.
 * @throws AdapterError while the program runs, because its breakpoints are in the code then, and while gdb has control
 */
export async function verifyMachineCode({ execution, debuggee }: Launched): Promise<CodeCheck> {
  execution.requireStopped();
  if (execution.gdbHasControl) throw adapterErrors.gdbHasControl();
  const { host, native } = await execution.native.start();
  const { address, size } = native.code;
  const memory = new Uint8Array(size);
  for (let offset = 0; offset < size;) {
    const chunk = await host.readMemory(address + BigInt(offset), Math.min(chunkSize, size - offset));
    // What is missing at the end stays 0, and is found to be different.
    if (chunk.length === 0) break;
    memory.set(chunk, offset);
    offset += chunk.length;
  }
  return checkMachineCode(debuggee.code, memory, address);
}

/** The same, as it is said to the user. */
export async function verification(launched: Launched): Promise<VerifyMachineCodeResponse> {
  const { instructions, problem } = await verifyMachineCode(launched);
  if (problem !== undefined) return { isAsEmitted: false, text: problem };
  const { code } = (await launched.execution.native.start()).native;
  const text = sessionMessages.codeVerified(code.size, hexNumber(code.address), instructions);
  return { isAsEmitted: true, text };
}
