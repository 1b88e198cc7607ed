import { describeParts } from '../../engine/jit/describe';
import { printOp } from '../../engine/listing/print';
import { adapterErrors } from '../errors';
import { customRequests } from '../protocol/requests';
import type { SessionContext } from './context';
import type { Handlers } from './table';

type OwnRequests = Exclude<
  (typeof customRequests)[keyof typeof customRequests],
  'langvm.prepareGdb' | 'langvm.allowGdb' | 'langvm.verifyMachineCode'
>;

/** Our own requests but for those of gdb: machine code, engine, how things are written, the pace of output. */
export function customHandlers(context: SessionContext): Pick<Handlers, OwnRequests> {
  return {
    [customRequests.machineCode]: ({ firstOp, opCount, syntax }) => {
      const { debuggee, execution } = context.launched();
      const loaded = execution.native.current?.native.code;
      const parts = describeParts(debuggee.code, firstOp, opCount, { syntax, baseAddress: loaded?.address });
      // A stub names the op that it is the way out of, but is none.
      const ops = parts.flatMap(({ kind, opIndex }) =>
        kind === 'op' && opIndex !== undefined ? [opIndex] : [],
      );
      return {
        program: debuggee.filePath,
        opCount: debuggee.program.opCount,
        size: debuggee.code.bytes.length,
        ...(loaded ? { address: `0x${loaded.address.toString(16)}` } : {}),
        functionNames: debuggee.program.functions.map(({ name }) => name),
        parts,
        opTexts: ops.map((opIndex) => printOp(debuggee.program, opIndex)),
        listingLines: ops.map((opIndex) => debuggee.listing.lines.lineOfOp(opIndex)),
        sourceLines: ops.map((opIndex) => debuggee.sourceCode?.lines.lineOfOp(opIndex) ?? 0),
        ...(debuggee.sourceCode ? { sourcePath: debuggee.sourceCode.filePath } : {}),
      };
    },
    [customRequests.setMode]: async ({ mode }) => {
      if (mode !== 'interpreter' && mode !== 'jit') throw adapterErrors.badMode(mode);
      const { execution } = context.launched();
      execution.requireStopped();
      const reached = await execution.setMode(mode);
      // The other engine has other instructions.
      context.events.framesInvalidated();
      return { mode: reached };
    },
    [customRequests.setLevel]: ({ level }) => {
      if (level !== 'source' && level !== 'bytecode') throw adapterErrors.badLevel(level);
      const launched = context.launched();
      const before = launched.view;
      launched.level = level;
      // The frames have other places now, though nothing moved.
      if (launched.view !== before && !launched.execution.isRunning) context.events.framesInvalidated();
    },
    [customRequests.outputShown]: () => context.events.outputShown(),
    [customRequests.setHex]: ({ hex }) => {
      const { format } = context.launched();
      format.hex = hex ?? !format.hex;
      context.events.invalidated();
    },
    [customRequests.setSyntax]: ({ syntax }) => {
      if (syntax !== 'att' && syntax !== 'intel') throw adapterErrors.badSyntax(syntax);
      const { format, execution } = context.launched();
      if (format.syntax === syntax) return;
      format.syntax = syntax;
      if (!execution.isRunning) context.events.framesInvalidated();
    },
  };
}
