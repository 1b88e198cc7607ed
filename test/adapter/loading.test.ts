import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeProgram } from '../../src/engine/format/read';
import { withSourcePath } from '../../src/engine/format/sourcePath';
import { compileLang } from '../../src/engine/lang/compile';
import { Conversation } from './support/conversation';

const text = 'function twice(n) {\n  return n + n;\n}\na = twice(3);\nreturn a;\n';

/** When files were written. Unit: seconds since 1970. */
const earlier = 1_700_000_000;
const later = earlier + 1;

describe('Loading a program', () => {
  let session: Conversation;

  beforeEach(async () => {
    session = await Conversation.start();
  });

  afterEach(() => session.stop());

  function file(name: string, content: string | Uint8Array, time = earlier): string {
    const written = path.join(session.folder, name);
    writeFileSync(written, content);
    utimesSync(written, time, time);
    return written;
  }

  describe('whose source is there', () => {
    /** Debugs bytecode of {@link text} beside a source. @returns where it stops first, and what was said */
    async function debug(source: string, time: number, compiled = text): Promise<string> {
      file('a.lang', source, time);
      const program = withSourcePath(compileLang(compiled, 'a.lang'), 'a.lang');
      await session.launch({ program: file('a.bc', writeProgram(program)), stopOnEntry: true });
      const { stackFrames } = await session.request('stackTrace', { threadId: 1 });
      const [frame] = stackFrames as DebugProtocol.StackFrame[];
      return `${frame?.source?.name}:${frame?.line} ${session.output('console')}`;
    }

    const warning =
      'a.lang is newer than a.bc and does not compile to it any more, so the listing of a.bc is shown: ' +
      'lines of a.lang would be wrong. Compile a.lang again, or debug a.lang itself.\n';

    it('shows it when it is older', async () => {
      assert.equal(await debug(text, earlier), 'a.lang:4 ');
    });

    it('shows one that is newer and still the same program', async () => {
      assert.equal(await debug(`${text}// The end.\n`, later), 'a.lang:4 ');
    });

    it('shows one that is newer and begins with the mark of the byte order', async () => {
      const onFirstLine = 'a = 2; return a;\n';
      assert.equal(await debug(`\ufeff${onFirstLine}`, later, onFirstLine), 'a.lang:1 ');
    });

    for (const [what, changed] of [
      ['whose lines have moved', `\n\n\n${text}`],
      ['that does something else', text.replace('3', '4')],
      ['with a mistake', `${text}return`],
    ] as const) {
      it(`shows the listing instead of one that is newer, ${what}, and says so`, async () => {
        assert.equal(await debug(changed, later), `a.bc (listing):5 ${warning}`);
        const source = { path: path.join(session.folder, 'a.lang') };
        const { breakpoints } = await session.request('setBreakpoints', {
          source,
          breakpoints: [{ line: 4 }],
        });
        assert.deepEqual(breakpoints, [{ verified: false, line: 4, message: warning.trimEnd() }]);
      });
    }

    it('shows it when the bytecode was changed afterwards', async () => {
      assert.equal(await debug(text, earlier, text.replace('3', '4')), 'a.lang:4 ');
    });
  });

  describe('with mistakes', () => {
    const launched = async (name: string, content: string, more = {}): Promise<string> => {
      const error: unknown = await session
        .request('launch', { program: file(name, content), ...more })
        .catch((reason: unknown) => reason);
      assert.ok(error instanceof Error);
      return error.message;
    };

    it('says the first few, and where all of them are', async () => {
      const source = 'x = a;\n  y = b;\nz = c;\nreturn d;\nreturn e;\n';
      const first =
        "wrong.lang has mistakes:\n1:5: 'a' is never assigned in this function.\n2:7: 'b' is never assigned in this function.\n3:5: 'c' is never assigned in this function.\n";
      assert.equal(
        await launched('wrong.lang', source, { clientShowsListings: true }),
        `${first}… and 2 more. See Problems.`,
      );
      assert.equal(
        await launched('wrong.lang', source),
        `${first}… and 2 more. langvm wrong.lang prints them all.`,
      );
    });

    it('says all where they are few, of a listing, too', async () => {
      assert.equal(
        await launched('wrong.bc', 'RETRUN 1\n'),
        "wrong.bc has a mistake:\n1:1: 'RETRUN' is no op of version 1. Did you mean RETURN?",
      );
    });
  });
});
