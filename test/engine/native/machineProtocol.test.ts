import { deepEqual, equal } from 'node:assert/strict';
import { parseReply, parseRequest } from '../../../src/engine/native/hostProtocol';

describe('what client and host say about a machine', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const numbers = Uint32Array.of(1, 2);
  const values = BigInt64Array.of(1n, -2n);
  const machine = {
    cellCount: 3,
    firstOps: numbers,
    registerCounts: numbers,
    start: 0,
    resume: 9,
    breakpoint: 18,
  };
  const request = {
    from: 40,
    handedOver: -5n,
    returnOffsets: numbers,
    windows: numbers,
    breakpointOps: numbers,
    breakpointOffsets: numbers,
    first: { nextOps: numbers, nextOffsets: numbers, followsItself: false, returnOffset: 0, isAll: true },
    returned: { opIndex: 4, window: 1 },
  };
  const stopped = {
    stopCode: 1,
    opIndex: 2,
    window: 1,
    result: -1n,
    handedOver: 7n,
    stack: values,
    output: values,
  };
  const addresses = { control: 4096n, stack: 8192n, cells: 12_288n, stub: 16_384n };

  it('is accepted as it is made', () => {
    const requests = [
      { kind: 'load', id: 1, bytes, machine },
      { kind: 'runMachine', id: 2, request },
      { kind: 'runMachine', id: 2, request: { ...request, from: undefined, returned: undefined } },
      { kind: 'park', id: 3, request },
      { kind: 'pause', id: 4 },
      { kind: 'end', id: 4, exitCode: 1 },
      { kind: 'readWords', id: 5, area: 'stack', first: 0, count: 2 },
      { kind: 'writeWords', id: 6, area: 'cells', first: 1, values },
    ];
    for (const message of requests) deepEqual(parseRequest(message), message);
    const replies = [
      { kind: 'loaded', id: 1, address: 4096n, machine: addresses },
      { kind: 'stopped', id: 2, stopped },
      { kind: 'printed', id: 2, values },
      { kind: 'words', id: 5, values },
      { kind: 'parked', id: 3, parked: { thread: 77, go: 4096n } },
    ];
    for (const message of replies) deepEqual(parseReply(message), message);
  });

  it('is refused when any field is of another type', () => {
    const good = { load: machine, runMachine: request, stopped, loaded: addresses };
    const wrap: Readonly<Record<keyof typeof good, (fields: unknown) => unknown>> = {
      load: (fields) => parseRequest({ kind: 'load', id: 1, bytes, machine: fields }),
      runMachine: (fields) => parseRequest({ kind: 'runMachine', id: 1, request: fields }),
      stopped: (fields) => parseReply({ kind: 'stopped', id: 1, stopped: fields }),
      loaded: (fields) => parseReply({ kind: 'loaded', id: 1, address: 1n, machine: fields }),
    };
    for (const kind of ['load', 'runMachine', 'stopped', 'loaded'] as const) {
      equal(wrap[kind](7), undefined);
      for (const field of Object.keys(good[kind])) {
        equal(wrap[kind]({ ...good[kind], [field]: 'text' }), undefined, `${kind} with another ${field}`);
      }
    }
  });

  it('is refused when lists that belong together differ in length', () => {
    const one = Uint32Array.of(1);
    for (const field of ['returnOffsets', 'windows', 'breakpointOps', 'breakpointOffsets']) {
      equal(
        parseRequest({ kind: 'runMachine', id: 1, request: { ...request, [field]: one } }),
        undefined,
        field,
      );
    }
  });

  it('is refused for memory that a machine does not have', () => {
    equal(parseRequest({ kind: 'readWords', id: 1, area: 'code', first: 0, count: 1 }), undefined);
    equal(parseRequest({ kind: 'readWords', id: 1, area: 'stack', first: -1, count: 1 }), undefined);
    equal(parseRequest({ kind: 'writeWords', id: 1, area: 'stack', first: 0, values: [1n] }), undefined);
  });
});
