import { deepEqual, equal } from 'node:assert/strict';
import { parseReply, parseRequest } from '../../../src/engine/native/hostProtocol';

describe('the protocol of the native host', () => {
  const bytes = Uint8Array.of(1, 2, 3);

  it('accepts what it is made of', () => {
    const requests = [
      { kind: 'load', id: 1, bytes },
      { kind: 'run', id: 2, request: { from: 'entry', stopAt: undefined } },
      { kind: 'run', id: 2, request: { from: { offset: 4, result: -1n }, stopAt: 14 } },
      { kind: 'read', id: 3, address: 4096n, size: 16 },
      { kind: 'allowDebugger', id: 4, pid: 77 },
      { kind: 'registerSymbols', id: 5, interfaceFile: '/tmp/x.so', symbolObject: bytes },
      { kind: 'markJitDump', id: 6, file: '/tmp/jit-77.dump' },
    ];
    for (const request of requests) deepEqual(parseRequest(request), request);
    const replies = [
      { kind: 'ready' },
      { kind: 'unavailable', reason: 'why' },
      { kind: 'loaded', id: 1, address: 4096n },
      { kind: 'finished', id: 2, result: -5n },
      { kind: 'memory', id: 3, bytes },
      { kind: 'done', id: 4 },
      { kind: 'failed', id: 5, error: 'request', message: 'why' },
    ];
    for (const reply of replies) deepEqual(parseReply(reply), reply);
  });

  it('refuses everything else', () => {
    const bad = [
      undefined,
      null,
      7,
      'load',
      {},
      { kind: 'load', bytes },
      { kind: 'load', id: 1, bytes: [1, 2] },
      { kind: 'run', id: 1 },
      { kind: 'run', id: 1, request: { from: 'start' } },
      { kind: 'run', id: 1, request: { from: { offset: -1, result: 0n } } },
      { kind: 'run', id: 1, request: { from: { offset: 0, result: 0 } } },
      { kind: 'run', id: 1, request: { from: 'entry', stopAt: 1.5 } },
      { kind: 'read', id: 1, address: 4096, size: 1 },
      { kind: 'read', id: 1, address: 4096n, size: -1 },
      { kind: 'allowDebugger', id: 1, pid: '1' },
      { kind: 'registerSymbols', id: 1, interfaceFile: 1, symbolObject: bytes },
      { kind: 'markJitDump', id: 1 },
      { kind: 'end', id: 1 },
      { kind: 'failed', id: 1, error: 'other', message: 'why' },
      { kind: 'loaded', id: 1, address: 1 },
      { kind: 'finished', id: 1, result: 1 },
      { kind: 'memory', id: 1, bytes: 'abc' },
      { kind: 'unavailable' },
      { kind: 'done' },
    ];
    for (const value of bad) {
      equal(parseRequest(value), undefined);
      equal(parseReply(value), undefined);
    }
  });
});
