import { messages } from '../messages';
import type { ForeignContent } from './classify';
import type { Excerpt, ExcerptRow } from './excerpt';
import { html, page, type Html } from './html';
import { pageStyle } from './pageStyle';

/** What a page tells the extension: that it has loaded, or which of its buttons was pressed. */
export type PageMessage = 'ready' | PageAction;
export type PageAction = keyof typeof messages.pageActions;

/** The script of every page. The first message says that the page may be replaced now: before, VS Code would fail. */
const script = `
  const { postMessage } = acquireVsCodeApi();
  for (const button of document.querySelectorAll('button')) {
    button.addEventListener('click', () => postMessage(button.value));
  }
  postMessage('ready');
`;

/** Shown for the moment until the text document takes its place. */
export const emptyPage = (): string => page('', html``, { script });

/** A file that is no bytecode: what it is, where it is, and what else opens it. */
export function foreignPage(path: string, content: ForeignContent, actions: readonly PageAction[]): string {
  const { message, problem, excerpt } = content;
  const hint = problem === undefined ? undefined : messages.pageHints[problem];
  const body = html`<main>
    <h1>${messages.pageTitles[problem ?? 'other']}</h1>
    <p class="path">${path}</p>
    <p>${message}</p>
    ${excerpt ? hexTable(excerpt) : ''} ${hint === undefined ? '' : html`<p class="hint">${hint}</p>`}
    <div class="actions">${actions.map(button)}</div>
  </main>`;
  return page(path, body, { style: pageStyle, script });
}

/** One side of a comparison, which must stay where it is: the listing to read, and the way to compare as text. */
export function comparisonPage(path: string, listing: string): string {
  const body = html`<main class="wide">
    <div class="actions">${button('compareListings')}</div>
    <pre aria-label="${path}">${listing}</pre>
  </main>`;
  return page(path, body, { style: pageStyle, script });
}

const button = (action: PageAction): Html =>
  html`<button type="button" value="${action}">${messages.pageActions[action]}</button>`;

function hexTable({ rows }: Excerpt): Html {
  return html`<table aria-label="${messages.excerptLabel}">
    ${rows.map(hexRow)}
  </table>`;
}

function hexRow({ offset, bytes, text, marked }: ExcerptRow): Html {
  const cells = bytes.map((byte, index) => (index === marked ? html`<mark>${byte}</mark> ` : html`${byte} `));
  // The place may be the end of the file, where there is no byte to mark.
  if (marked === bytes.length) cells.push(html`<mark title="${messages.endOfFile}">‥</mark>`);
  return html`<tr>
    <th scope="row">${offset.toString(16).padStart(8, '0')}</th>
    <td>${cells}</td>
    <td class="text">${text}</td>
  </tr>`;
}
