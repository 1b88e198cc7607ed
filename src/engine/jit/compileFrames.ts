import { wordsPerOp, type FunctionDefinition, type Program } from '../format/program';
import { operations } from '../isa/operations';
import { stopCodes } from '../machine/stop';
import { Emission, type PendingStub, type StubReason } from './emission';
import { emitEntries, type EntryOffsets } from './entries';
import { control } from './controlBlock';
import { enterFrame, leaveFrame } from './frames';
import { handoversOf, type Handovers } from './handovers';
import {
  breakpointSize,
  type CodePart,
  type FunctionCode,
  type MachineCode,
  type PartKind,
} from './machineCode';
import type { Template } from './template';
import * as x86 from './x86';
import { Register } from './x86';
import { Condition, jump, land32 } from './x86Control';
import * as memory from './x86Memory';

/** Room for one op at first; the buffer grows where it is not enough. Unit: bytes. */
const expectedOpSize = 24;

/** What a stub says it is. */
const stubNames: Readonly<Record<StubReason, string>> = {
  divisionByZero: 'division by zero',
  cellOutOfRange: 'cell out of range',
  outputFull: 'output full',
  paused: 'pause',
  callRefused: 'pause or stack too deep',
};

/** Versions 2 and 3: the ways in, then each function: prologue, ops, stubs. */
export function compileFrames(program: Program, templateOf: readonly (Template | undefined)[]): MachineCode {
  const at = new Emission(program, 256 + program.opCount * expectedOpSize);
  const parts: CodePart[] = [];
  const functions: FunctionCode[] = [];
  const opOffsets = new Uint32Array(program.opCount);
  const opEnds = new Uint32Array(program.opCount);
  const functionOffsets = new Uint32Array(program.functions.length);
  const handovers = handoversOf(program);

  const entries = emitEntries(at, program);
  parts.push(...entryParts(entries));
  program.functions.forEach((definition, functionIndex) => {
    at.functionIndex = functionIndex;
    const start = at.code.length;
    functionOffsets[functionIndex] = start;
    const part = (kind: PartKind, name: string, from: number, opIndex?: number): void => {
      const range = { start: from, end: at.code.length };
      parts.push({ kind, name, range, functionIndex, ...(opIndex === undefined ? {} : { opIndex }) });
    };

    at.opIndex = definition.firstOp;
    enterFrame(at, definition);
    if (callsItselfFirst(program, functionIndex)) stopAfterEntering(at);
    part('prologue', 'prologue', start);
    emitOps(at, definition, { templateOf, handovers }, opOffsets, opEnds);
    if (program.version === 2) {
      const from = at.code.length;
      returnZero(at);
      part('epilogue', 'epilogue', from);
    }
    for (const stub of at.stubs) {
      const from = at.code.length;
      emitStub(at, stub, entries);
      part('stub', stubNames[stub.reason], from, stub.opIndex);
    }
    at.stubs = [];
    functions.push({ name: definition.name, range: { start, end: at.code.length } });
  });
  at.resolve(opOffsets, functionOffsets);

  const { callReturns: callReturnOffsets } = at;
  const bytes = at.code.finish();
  return {
    bytes,
    convention: 'frames',
    opOffsets,
    opEnds,
    parts,
    functions,
    callReturnOffsets,
    handovers,
    entries,
  };
}

function emitOps(
  at: Emission,
  { firstOp, opCount }: FunctionDefinition,
  { templateOf, handovers }: { templateOf: readonly (Template | undefined)[]; handovers: Handovers },
  opOffsets: Uint32Array,
  opEnds: Uint32Array,
): void {
  const { words } = at.program;
  for (let opIndex = firstOp; opIndex < firstOp + opCount; opIndex++) {
    const record = opIndex * wordsPerOp;
    at.opIndex = opIndex;
    // The first op takes nothing over, and at.leaves is undefined behind the last of the function before.
    at.taken = at.leaves?.register;
    at.leaves = handovers.get(opIndex + 1);
    opOffsets[opIndex] = at.code.length;
    templateOf[words[record] ?? 0]?.(
      at,
      words[record + 1] ?? 0,
      words[record + 2] ?? 0,
      words[record + 3] ?? 0,
    );
    x86.nop(at.code, Math.max(0, breakpointSize - (at.code.length - (opOffsets[opIndex] ?? 0))));
    opEnds[opIndex] = at.code.length;
  }
}

/** The ways in and out as parts of the map, by the offset that each begins at. */
function entryParts(entries: EntryOffsets): CodePart[] {
  const { start, ended, exit, resume, breakpoint, callRefused, returned, end } = entries;
  const borders = [start, ended, exit, resume, breakpoint, callRefused, returned, end];
  const names = ['start', 'end of the program', 'exit', 'resume', 'breakpoint', 'refused call', 'returned'];
  return names.map((name, index) => ({
    kind: 'entry',
    name,
    range: { start: borders[index] ?? 0, end: borders[index + 1] ?? 0 },
  }));
}

/** `mov $op,%ecx; mov $stop,%edx; jmp exit`; rax stays as the op found it. */
function emitStub(
  at: Emission,
  { reason, nextOp, site }: PendingStub,
  { exit, callRefused }: EntryOffsets,
): void {
  const { code } = at;
  land32(code, site, code.length);
  x86.moveImmediate32(code, Register.rcx, nextOp);
  if (reason === 'callRefused') {
    land32(code, jump(code), callRefused);
  } else {
    x86.moveImmediate32(code, Register.rdx, stopCodes[reason]);
    land32(code, jump(code), exit);
  }
}

/** Version 2: whoever falls off the end returns 0. */
function returnZero(at: Emission): void {
  x86.clear(at.code, Register.rax);
  leaveFrame(at);
}

/**
 * Whether the first op of a function calls this very function. A step over such a CALL stops at the op that it began
 * at, where no breakpoint can stand meanwhile, so the function looks for a pause when it was entered. It can but recurse
 * until the stack is full: its speed does not matter.
 */
function callsItselfFirst({ words, functions }: Program, functionIndex: number): boolean {
  const record = (functions[functionIndex]?.firstOp ?? 0) * wordsPerOp;
  return words[record] === operations.CALL.opcode && words[record + 1] === functionIndex;
}

/** `cmpl $0,pauseRequested(%r14); jne stub` */
function stopAfterEntering(at: Emission): void {
  memory.compare32WithZero(at.code, Register.r14, control.pauseRequested);
  at.leaveIf(Condition.notEqual, 'paused');
}
