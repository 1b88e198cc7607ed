import { strict as assert } from 'node:assert';
import { html } from '../../../src/extension/editor/html';
import { comparisonPage, emptyPage, foreignPage } from '../../../src/extension/editor/pages';

const hostile = `<script>alert("1")</script>'&`;

describe('the pages of foreign files', () => {
  it('escape everything that comes from outside', () => {
    for (const page of [
      foreignPage(hostile, { kind: 'foreign', message: hostile }, ['openAsText']),
      comparisonPage(hostile, hostile),
    ]) {
      assert.ok(!page.includes('<script>alert'));
      assert.ok(page.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;'));
    }
    assert.equal(html`<a>${[html`<b>${'<'}</b>`]}${1}</a>`.text, '<a><b>&lt;</b>1</a>');
  });

  it('let nothing in but their own style and script', () => {
    const page = emptyPage().replaceAll('&#39;', "'");
    const [, nonce = ''] = /nonce-([0-9a-f]+)/.exec(page) ?? [];
    assert.ok(nonce.length >= 16);
    assert.match(
      page,
      /content="default-src 'none'; style-src 'nonce-[0-9a-f]+'; script-src 'nonce-[0-9a-f]+'"/,
    );
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.ok(page.includes(`<script nonce="${nonce}">`));
    assert.notEqual(emptyPage(), page);
  });

  it('say what the file is, where, and what to do', () => {
    const excerpt = { rows: [{ offset: 0, bytes: ['42', '43'], text: 'BC', marked: 2 }] };
    const page = foreignPage(
      '/a/b.bc',
      { kind: 'foreign', problem: 'llvmBitcode', message: 'It is.', excerpt },
      ['copyDisassemblerCommand', 'openAsText'],
    );
    for (const part of [
      'This is LLVM bitcode',
      '/a/b.bc',
      'It is.',
      'llvm-dis',
      '00000000',
      'Open as Text',
    ]) {
      assert.ok(page.includes(part), part);
    }
  });
});
