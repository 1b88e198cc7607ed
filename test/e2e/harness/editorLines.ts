/** A line of an editor as a person sees it. */
export interface EditorLine {
  number: number;
  text: string;
  /** Names of the signs left of the line number, such as `debug-breakpoint`. */
  glyphs: string[];
  /** Whether the program is stopped here. */
  stopped: boolean;
  /** Text that an extension shows within or after the line and that is not in the file (inline values). */
  inline: string;
  /** The backgrounds that whole-line decorations give it, the lowest first, as computed styles: `rgba(0, 112, 193, 0.1)`. */
  backgrounds: string[];
  /** In pixels, from the upper edge of the editor. */
  top: number;
  height: number;
}

/**
 * Reads the lines of a Monaco editor from the page. Monaco draws text, numbers, signs and backgrounds as separate
 * layers; what belongs together is at the same height. Runs in the page: it can use nothing from outside.
 */
export function readLines(editor: Element): EditorLine[] {
  const edge = editor.getBoundingClientRect().top;
  const topOf = (element: Element) => Math.round(element.getBoundingClientRect().top - edge);
  const near = (one: number, other: number) => Math.abs(one - other) <= 2;
  const at = (selector: string, top: number) =>
    [...editor.querySelectorAll(selector)].filter((element) => near(topOf(element), top));

  const found: EditorLine[] = [];
  for (const number of editor.querySelectorAll('.margin-view-overlays .line-numbers')) {
    const top = topOf(number);
    const line = at('.view-lines .view-line', top)[0];
    if (!line) continue;
    const copy = line.cloneNode(true) as Element;
    const added = [...copy.querySelectorAll('[class*="ced-"], .inline-value')].filter((e) =>
      /\bced-/.test(e.className),
    );
    const inline = added.map((element) => element.textContent).join('');
    for (const element of added) element.remove();
    const glyphs = at('.glyph-margin-widgets .cgmr', top).flatMap((element) =>
      [...element.classList]
        .filter((name) => /^codicon-./.test(name))
        .map((name) => name.slice('codicon-'.length)),
    );
    const stopped = at(
      '.view-overlays .debug-top-stack-frame-line, .view-overlays .debug-focused-stack-frame-line',
      top,
    );
    const wholeLine = at('.view-overlays .cdr', top).filter(
      (element) => element instanceof HTMLElement && element.style.width === '100%',
    );
    found.push({
      number: Number(number.textContent),
      text: copy.textContent.replaceAll('\u00a0', ' ').replaceAll('\u200b', ''),
      glyphs,
      stopped: stopped.length > 0,
      inline: inline.replaceAll('\u00a0', ' '),
      backgrounds: wholeLine.map((element) => getComputedStyle(element).backgroundColor),
      top,
      height: number.getBoundingClientRect().height,
    });
  }
  return found.sort((one, other) => one.number - other.number);
}
