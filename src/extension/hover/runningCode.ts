import { setTimeout } from 'node:timers/promises';
import { debug, Uri, type Uri as UriType } from 'vscode';
import { debugType } from '../../adapter/protocol/launch';
import {
  customRequests,
  type MachineCodeArguments,
  type MachineCodeResponse,
} from '../../adapter/protocol/requests';
import type { AssemblySyntax } from '../../engine/jit/disassemble';
import { describeOp } from '../../engine/jit/describe';
import { opCountOf } from '../../engine/jit/machineCode';
import type { MachineCode } from '../../engine/jit/machineCode';

/** A session that is busy must not keep a hover waiting. Unit: milliseconds. */
const patience = 300;

/** What the debug session that runs a program knows of its code. */
export type RunningCode =
  /** It runs this very code; at an address only while a native host holds it. */
  | { readonly kind: 'same'; readonly baseAddress?: bigint | undefined }
  /** The program was edited since it was started. */
  | { readonly kind: 'other' };

/**
 * Asks the active session whether it runs the machine code that an op became.
 * @returns undefined when no session runs this program
 */
export async function runningCodeOf(
  file: UriType,
  code: MachineCode,
  opIndex: number,
  syntax: AssemblySyntax,
): Promise<RunningCode | undefined> {
  const running = await askSession({ firstOp: opIndex, opCount: 1, syntax });
  if (!running || Uri.file(running.program).toString() !== file.with({ query: '' }).toString())
    return undefined;
  if (running.opCount !== opCountOf(code) || running.size !== code.bytes.length) return { kind: 'other' };
  const runningOp = running.parts.find((part) => part.opIndex === opIndex);
  if (runningOp && opIndex < opCountOf(code)) {
    const ours = describeOp(code, opIndex, { syntax }).instructions.map(({ bytes }) => bytes);
    const theirs = runningOp.instructions.map(({ bytes }) => bytes);
    if (ours.join() !== theirs.join()) return { kind: 'other' };
  }
  return { kind: 'same', baseAddress: running.address === undefined ? undefined : BigInt(running.address) };
}

async function askSession(window: MachineCodeArguments): Promise<MachineCodeResponse | undefined> {
  const session = debug.activeDebugSession;
  if (session?.type !== debugType) return undefined;
  const answer: Promise<unknown> = Promise.resolve(session.customRequest(customRequests.machineCode, window));
  const tooLate = setTimeout(patience);
  try {
    const response = await Promise.race([answer, tooLate]);
    return isMachineCodeResponse(response) ? response : undefined;
  } catch {
    // The session has no program yet, or none any more: the hover shows what it knows by itself.
    return undefined;
  }
}

/** The parts are taken on trust once the envelope is ours: the adapter's and this file's types are the same. */
function isMachineCodeResponse(response: unknown): response is MachineCodeResponse {
  return (
    typeof response === 'object' &&
    response !== null &&
    'program' in response &&
    typeof response.program === 'string' &&
    'parts' in response &&
    Array.isArray(response.parts)
  );
}
