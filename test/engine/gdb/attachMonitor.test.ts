import { deepEqual, equal, match } from 'node:assert/strict';
import { AttachMonitor } from '../../../src/engine/gdb/attachMonitor';
import type { Gdb } from '../../../src/engine/gdb/findGdb';
import { until } from '../native/hosts';
import { asListing, DebuggedHost, vectorProgram } from './debuggedHost';
import { gdbOrSkip } from './gdbProcess';

describe('watching gdb attach', () => {
  let gdb: Gdb;
  let debugged: DebuggedHost;
  let monitor: AttachMonitor;
  let events: string[];
  before(async function () {
    gdb = await gdbOrSkip(this);
  });
  beforeEach(async () => {
    debugged = await DebuggedHost.start(asListing(vectorProgram('v1-return-35.bc'), 'v1-return-35.bc'));
    events = [];
    monitor = new AttachMonitor({
      pid: debugged.host.pid,
      onAttached: (tracer) => events.push(`attached by ${tracer}`),
      onDetached: () => events.push('detached'),
      onFailed: (message) => events.push(message),
    });
  });
  afterEach(async () => {
    monitor.stop();
    await debugged.end();
  });

  it('tells when gdb attaches and when it goes', async () => {
    monitor.expect(20_000);
    const process = await debugged.attach(gdb);
    await until(() => events.length === 1);
    equal(monitor.isAttached, true);
    const run = debugged.host.run({ from: 'entry' });
    await process.untilPrompt();
    await process.quit();
    equal((await run).result, 35n);
    await until(() => events.length === 2);
    deepEqual(events, [`attached by ${process.pid}`, 'detached']);
    equal(monitor.isAttached, false);
  });

  it('says so when gdb does not come, and still notices it later', async () => {
    monitor.expect(100);
    await until(() => events.length === 1);
    match(events[0]!, /did not attach|may not attach/);
    const process = await debugged.attach(gdb);
    await until(() => events.length === 2);
    await process.kill();
    await until(() => events.length === 3);
    deepEqual(events.slice(1), [`attached by ${process.pid}`, 'detached']);
  });

  it('says so when the host is gone', async () => {
    debugged.host.kill();
    await new Promise<void>((resolve) => debugged.host.onExit(() => resolve()));
    monitor.expect(10);
    await until(() => events.length === 1);
    match(events[0]!, /gdb could not attach: process \d+ has ended/);
  });
});
