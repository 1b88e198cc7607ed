import type { Gdb } from '../../src/engine/gdb/findGdb';
import { GdbProcess } from '../../test/engine/gdb/gdbProcess';
import { AdapterClient } from './adapterClient';
import { markedProcesses, residentMemoryOf } from './leftovers';
import type { GdbStage, Scenario } from './scenarios';

/** What was seen of a session just before its end. */
export interface SessionFacts {
  /** Resident memory of the adapter in KiB. */
  readonly adapterMemory: number;
  /** Ids of all processes that it had. */
  readonly pids: readonly number[];
}

/**
 * Starts a session, lets it end as the scenario says, and comes back when its adapter has ended.
 * @throws Error where the adapter does not do what it should
 */
export async function runSession(
  scenario: Scenario,
  mark: string,
  gdb: Gdb | undefined,
): Promise<SessionFacts> {
  const client = new AdapterClient(process.env);
  try {
    await client.request('initialize', { adapterID: 'langvm', supportsMemoryEvent: true });
    const { program, mode } = scenario;
    await client.untilEvent(['initialized'], () =>
      client.request('launch', { program, mode, stopOnEntry: true }),
    );
    // No filter: a trap ends the program, instead of stopping it for the user to look at.
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.untilEvent(['stopped'], () => client.request('configurationDone'));
    await lookAround(client);
    const facts = (): SessionFacts => {
      const pids = markedProcesses(mark).map(({ pid }) => pid);
      // Otherwise it would mean nothing that none are found later.
      const expected = 1 + Number(mode === 'jit') + Number(scenario.gdb !== undefined && gdb !== undefined);
      if (pids.length !== expected) throw new Error(`There are ${pids.length} processes, not ${expected}.`);
      return { adapterMemory: residentMemoryOf(client.pid), pids };
    };
    if (scenario.gdb !== undefined && gdb) return await withGdb(client, gdb, scenario.gdb, facts);
    return await end(client, scenario, facts);
  } catch (error) {
    client.kill();
    throw error;
  }
}

/** What a client asks for at every stop, and two steps. */
async function lookAround(client: AdapterClient): Promise<void> {
  const { scopes } = await client.request('scopes', { frameId: 1 });
  for (const { variablesReference } of scopes as { variablesReference: number }[])
    await client.request('variables', { variablesReference });
  const { stackFrames } = await client.request('stackTrace', { threadId: 1 });
  const [frame] = stackFrames as { instructionPointerReference?: string }[];
  const memoryReference = frame?.instructionPointerReference;
  if (memoryReference === undefined) throw new Error('The frame has no address.');
  await client.request('disassemble', { memoryReference, instructionOffset: -20, instructionCount: 60 });
  await client.request('readMemory', { memoryReference, count: 64 });
}

async function end(
  client: AdapterClient,
  { ending }: Scenario,
  facts: () => SessionFacts,
): Promise<SessionFacts> {
  if (ending === 'runs to the end') {
    const seen = facts();
    await client.untilEvent(['terminated'], () => client.request('continue', { threadId: 1 }));
    return disconnect(client, seen);
  }
  // It says something before its loop.
  if (ending.includes('endless'))
    await client.untilEvent(['output'], () => client.request('continue', { threadId: 1 }));
  const seen = facts();
  if (ending === 'terminated in an endless loop') {
    await client.untilEvent(['terminated'], () => client.request('terminate'));
    return disconnect(client, seen);
  }
  if (ending === 'disconnected while stopped') return disconnect(client, seen);
  if (ending === 'adapter killed in an endless loop') client.kill();
  else client.cut();
  await client.untilExit();
  return seen;
}

async function disconnect(client: AdapterClient, seen: SessionFacts): Promise<SessionFacts> {
  await client.request('disconnect');
  // As VS Code does it: the adapter ends by itself when nobody speaks to it any more.
  client.cut();
  await client.untilExit();
  return seen;
}

/** Attaches gdb as the extension does it, and lets it leave. */
async function withGdb(
  client: AdapterClient,
  gdb: Gdb,
  stage: GdbStage,
  facts: () => SessionFacts,
): Promise<SessionFacts> {
  const { script } = await client.request('langvm.prepareGdb', { gdbPath: gdb.path });
  const debuggerProcess = GdbProcess.start(gdb);
  try {
    await debuggerProcess.untilPrompt();
    await client.request('langvm.allowGdb', { pid: debuggerProcess.pid });
    if (stage !== 'gdb quits before it attaches') await debuggerProcess.command(`source ${String(script)}`);
    if (stage === 'gdb quits in the middle of its run') await debuggerProcess.command('stepi 5');
    const seen = facts();
    if (stage === 'gdb is killed') await debuggerProcess.kill();
    else if (stage !== 'session ends first') await debuggerProcess.quit();
    await disconnect(client, seen);
    if (stage === 'session ends first') await debuggerProcess.quit();
    return seen;
  } finally {
    await debuggerProcess.kill();
  }
}
