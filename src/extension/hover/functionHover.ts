import { describeParts, type CodePartFacts } from '../../engine/jit/describe';
import type { CompiledProgram, HoverOptions } from './hoverText';
import { codeBlock, instructionLines, paragraphs } from './markdownText';
import { hoverMessages } from './messages';

/**
 * A function as machine code: its size, and what it has around its ops. Markdown.
 * @param functionIndex index in the program's table of functions
 */
export function functionHover(
  { program, code }: CompiledProgram,
  functionIndex: number,
  options: HoverOptions,
): string {
  const definition = program.functions[functionIndex];
  const range = code.functions[functionIndex]?.range;
  if (!definition || !range) return '';
  const { name, firstOp, opCount, parameterCount, registerCount } = definition;
  // What stands before the first op and behind the last comes along with them, or, without any op, with a window of none.
  const parts =
    opCount === 0
      ? describeParts(code, firstOp, 0, options)
      : [
          ...describeParts(code, firstOp, 1, options),
          ...describeParts(code, firstOp + opCount - 1, 1, options),
        ];
  const stubs = new Set(parts.filter(({ kind }) => kind === 'stub').map((part) => part.offset));
  return paragraphs(
    `**${name}** — ${hoverMessages.functionSize(opCount, range.end - range.start)}`,
    program.version === 1 ? undefined : hoverMessages.frame(parameterCount, registerCount),
    ...around(hoverMessages.prologue, parts, 'prologue', options),
    ...around(hoverMessages.epilogue, parts, 'epilogue', options),
    stubs.size === 0 ? undefined : hoverMessages.stubs(stubs.size),
    options.note,
  );
}

/** The code of one kind of part, with a line above it; nothing where there is none. */
function around(
  title: string,
  parts: readonly CodePartFacts[],
  kind: CodePartFacts['kind'],
  options: HoverOptions,
): string[] {
  const [found] = parts.filter((part) => part.kind === kind);
  return found ? [title, codeBlock(instructionLines([found], options))] : [];
}
