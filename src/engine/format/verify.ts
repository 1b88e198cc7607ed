import type { FileLayout } from './fileLayout';
import { FlawList } from './flawList';
import type { Flaw } from './flaws';
import { errorOf, offsetOf, subjectOf } from './flawError';
import type { Program } from './program';
import { checkDebugInformation } from './verifyDebug';
import { checkFunctions } from './verifyFunctions';
import { checkOps } from './verifyOps';
import { checkArrays } from './verifyArrays';

/**
 * Accepts a program or names what is wrong with it. Nothing runs, in either engine, that was not accepted here; what was
 * accepted reads and writes nothing but its own registers, cells and stack.
 * @param layout where the parts stand in the file, when the program comes from one: the error then names the byte
 * @throws BytecodeError that names the op and its byte
 */
export function verify(program: Program, layout?: FileLayout): void {
  const [flaw] = flawsOf(program, 1);
  if (!flaw) return;
  const subject = subjectOf(flaw.place, program);
  throw errorOf(flaw, subject, layout && offsetOf(flaw.place, program.version, layout));
}

/**
 * Everything that is wrong with a program, up to so many flaws.
 * @param counts whether a flaw is wanted; all of them are when it is left out
 */
export function flawsOf(
  program: Program,
  limit: number,
  counts: (flaw: Flaw) => boolean = () => true,
): readonly Flaw[] {
  const list = new FlawList(limit, counts);
  const areOpsShared = checkFunctions(program, list);
  // Which ops belong to which function must be certain before any of them can be judged, and what is said of them.
  if (areOpsShared && list.hasRoom) checkOps(program, list);
  if (list.hasRoom) checkArrays(program, list);
  if (areOpsShared && program.debug && list.hasRoom) checkDebugInformation(program, program.debug, list);
  return list.flaws;
}
