import type { Constant } from '../../engine/format/program';
import { integerHover } from './hoverText';
import { hoverMessages } from './messages';

/** What a constant is, and its 64 bits in the ways to write them. Markdown. */
export function constantHover(name: string, { type, bits }: Constant): string {
  return `**${name}** — ${hoverMessages.constant(type)}: ${integerHover(bits)}`;
}
