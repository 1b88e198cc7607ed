import type { DebugProtocol } from '@vscode/debugprotocol';
import type { SourceView } from '../debuggee/debuggee';
import type { BreakpointHit, InsideStop } from '../execution/executionListener';
import { breakpointMessages } from '../errors';
import { ActiveBreakpoint, type BreakpointDetails, type BreakpointHost } from './activeBreakpoint';
import type { InstructionPlace } from './instructionPlace';

/** A breakpoint between two instructions of an op. */
interface InsideBreakpoint extends InsideStop {
  readonly breakpoint: ActiveBreakpoint;
}

/** By op: one that was moved to the next line that has an op comes to stand beside the one that was set there. */
type BreakpointsByOp = Map<number, ActiveBreakpoint[]>;

function put(active: BreakpointsByOp, opIndex: number, breakpoint: ActiveBreakpoint): void {
  const there = active.get(opIndex);
  if (there) there.push(breakpoint);
  else active.set(opIndex, [breakpoint]);
}

/** The breakpoints of one debuggee, by the text that they were set in, and by op. */
export class Breakpoints {
  /** An op may have some in the source, in the listing, and on its first instruction. */
  private readonly byPlace = new Map<SourceView | 'instructions', BreakpointsByOp>();
  /** Those on other instructions. */
  private inside: readonly InsideBreakpoint[] = [];
  /** The ops with breakpoints that ask for registers. */
  private asking: ReadonlySet<number> = new Set();
  private nextId = 1;

  constructor(private readonly host: BreakpointHost) {}

  /**
   * The ops that runs stop before.
   * @param stopsInside whether runs stop between two instructions as well, and look at registers; otherwise breakpoints
   *   there stand at their op, as do those that ask for registers
   */
  ops(stopsInside: boolean): ReadonlySet<number> {
    const ops = [...this.byPlace.values()].flatMap((active) => [...active.keys()]);
    if (stopsInside) return new Set(ops.filter((opIndex) => !this.asking.has(opIndex)));
    for (const { opIndex } of this.inside) ops.push(opIndex);
    return new Set(ops);
  }

  /** The ops whose breakpoints are looked at when a thread stands at the op's first instruction. */
  get opsWithRegisters(): ReadonlySet<number> {
    return this.asking;
  }

  /** Where runs stop between two instructions of an op. */
  get insideStops(): InsideStop[] {
    return [...this.inside];
  }

  /**
   * Replaces all breakpoints of one text. One on a line without an op moves to the next line that has one.
   * @param requested lines counted from 1
   * @param registersRefused why none of them can look at registers of the processor, where that is so
   * @returns one answer for each, in order
   */
  setAll(
    view: SourceView,
    requested: readonly DebugProtocol.SourceBreakpoint[],
    registersRefused?: string,
  ): DebugProtocol.Breakpoint[] {
    const active: BreakpointsByOp = new Map();
    this.byPlace.set(view, active);
    const answers = requested.map((breakpoint) => this.add(view, active, breakpoint, registersRefused));
    this.changed();
    return answers;
  }

  /** Replaces all breakpoints on instructions, see {@link setAll}. @returns one answer for each, in order */
  setInstructions(
    requested: readonly { readonly place: InstructionPlace; readonly details: BreakpointDetails }[],
    registersRefused?: string,
  ): DebugProtocol.Breakpoint[] {
    const active: BreakpointsByOp = new Map();
    const inside: InsideBreakpoint[] = [];
    this.byPlace.set('instructions', active);
    this.inside = inside;
    const answers = requested.map(({ place, details }) => {
      const id = this.nextId++;
      if (place.kind === 'nowhere') return { id, verified: false, message: place.message };
      const { opIndex, address: instructionReference, message } = place;
      const answer = { id, verified: true, instructionReference, ...(message ? { message } : {}) };
      return this.activate(details, answer, registersRefused, (breakpoint) => {
        if (place.offset === undefined) put(active, opIndex, breakpoint);
        else inside.push({ opIndex, offset: place.offset, breakpoint });
      });
    });
    this.changed();
    return answers;
  }

  /**
   * Those that stop the program before this op, now that it came there: counts the hits, and logs for log points.
   * @param stopsInside see {@link ops}
   */
  hitAtOp(opIndex: number, stopsInside: boolean): BreakpointHit | undefined {
    const inTexts: ActiveBreakpoint[] = [];
    const onInstructions: ActiveBreakpoint[] = [];
    for (const [place, active] of this.byPlace) {
      (place === 'instructions' ? onInstructions : inTexts).push(...(active.get(opIndex) ?? []));
    }
    if (!stopsInside) {
      for (const inside of this.inside)
        if (inside.opIndex === opIndex) onInstructions.push(inside.breakpoint);
    }
    const stopping = inTexts.filter((breakpoint) => breakpoint.stops());
    const reason = stopping.length > 0 ? 'breakpoint' : 'instruction breakpoint';
    stopping.push(...onInstructions.filter((breakpoint) => breakpoint.stops()));
    return stopping.length > 0 ? { reason, ids: stopping.map(({ id }) => id) } : undefined;
  }

  /** The same for the instruction at an offset of the machine code, inside of an op. */
  hitInside(offset: number): BreakpointHit | undefined {
    const ids = this.insideAt(offset)
      .filter((breakpoint) => breakpoint.stops())
      .map(({ id }) => id);
    return ids.length > 0 ? { reason: 'instruction breakpoint', ids } : undefined;
  }

  /** Whether a breakpoint of the op could stop the program with its registers and cells as they are. */
  mayHitAtOp(opIndex: number): boolean {
    return [...this.byPlace.values()].some((active) => active.get(opIndex)?.some(({ mayStop }) => mayStop));
  }

  /** Whether that breakpoint could stop the program with its registers and cells as they are. */
  mayHitInside(offset: number): boolean {
    return this.insideAt(offset).some(({ mayStop }) => mayStop);
  }

  private insideAt(offset: number): ActiveBreakpoint[] {
    return this.inside.filter((inside) => inside.offset === offset).map(({ breakpoint }) => breakpoint);
  }

  private add(
    { source, lines }: SourceView,
    active: BreakpointsByOp,
    { line, ...details }: DebugProtocol.SourceBreakpoint,
    registersRefused: string | undefined,
  ): DebugProtocol.Breakpoint {
    const id = this.nextId++;
    const found = lines.firstOpFrom(line);
    if (!found) return { id, verified: false, line, source, message: breakpointMessages.noOpFrom() };
    const moved = found.line === line ? {} : { message: breakpointMessages.movedToLine(line) };
    const answer = { id, verified: true, line: found.line, source, ...moved };
    return this.activate(details, answer, registersRefused, (breakpoint) => {
      for (const opIndex of lines.entriesOf(found.line)) put(active, opIndex, breakpoint);
    });
  }

  /** Makes a breakpoint of what the client wrote, and puts it to its place. @returns the answer, or why it cannot be */
  private activate(
    details: BreakpointDetails,
    answer: DebugProtocol.Breakpoint & { readonly id: number },
    registersRefused: string | undefined,
    place: (breakpoint: ActiveBreakpoint) => void,
  ): DebugProtocol.Breakpoint {
    try {
      place(new ActiveBreakpoint(answer.id, details, this.host, registersRefused));
      return answer;
    } catch (error) {
      return { ...answer, verified: false, message: error instanceof Error ? error.message : String(error) };
    }
  }

  private changed(): void {
    const asking = [...this.byPlace.values()].flatMap((active) =>
      [...active]
        .filter(([, there]) => there.some(({ asksForRegisters }) => asksForRegisters))
        .map(([opIndex]) => opIndex),
    );
    this.asking = new Set(asking);
    this.host.changed();
  }
}
