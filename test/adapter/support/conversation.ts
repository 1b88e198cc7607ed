import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(__dirname, '../../..');
const goldenFolder = path.join(root, 'test/fixtures/transcripts');

/** Events that a transcript shows; others (loaded sources, telemetry) would only blur it. */
const recordedEvents = [
  'initialized',
  'stopped',
  'output',
  'invalidated',
  'exited',
  'terminated',
  'langvm.state',
];

/** The longest that a timer can be set to. Unit: milliseconds. */
const longestTimer = 0x7fffffff;

type Body = Record<string, unknown> | undefined;

/**
 * A debug session with the real adapter in a process of its own, over stdio, and a record of all that was said. The
 * record is compared with a text file that a person can read: what changes from run to run has a name in it.
 */
export class Conversation {
  private readonly lines: string[] = [];
  private readonly received: { event: string; body: Body }[] = [];
  private readonly waiting: (() => void)[] = [];
  private stopped = false;
  private readonly names = new Map<string, string>();

  private constructor(
    readonly client: DebugClient,
    /** For the files of the test. */
    readonly folder: string,
    /** The same where it goes with the session. */
    private readonly ownFolder: string | undefined,
  ) {
    for (const event of recordedEvents) {
      // A response reaches us one microtask after it was read, its promise being awaited: events wait as long, so that
      // the record has the order of the wire.
      client.on(event, (message: DebugProtocol.Event) =>
        queueMicrotask(() => this.eventArrived(event, message.body as Body)),
      );
    }
  }

  /**
   * @param folder what is written `<folder>` in the record, and stays; absent: one of its own, which goes with it
   * @param dist where the adapter lies, with the programs that it starts
   */
  static async start(folder?: string, dist = path.join(root, 'dist')): Promise<Conversation> {
    const client = new DebugClient('node', path.join(dist, 'adapter.js'), 'langvm');
    // How long is too long is the test's to say, not the client's.
    client.defaultTimeout = longestTimer;
    await client.start();
    const own = folder === undefined ? mkdtempSync(path.join(os.tmpdir(), 'langvm-adapter-')) : undefined;
    const conversation = new Conversation(client, folder ?? own ?? '', own);
    await conversation.request('initialize', {
      adapterID: 'langvm',
      clientID: 'test',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsInvalidatedEvent: true,
    });
    return conversation;
  }

  /** Sends a request. @returns the body of its response @throws Error with the adapter's message */
  async request(command: string, args: object = {}): Promise<Record<string, unknown>> {
    this.lines.push(`→ ${command} ${this.write(args)}`);
    try {
      const response: { body?: unknown } = await this.client.send(command, args);
      const { body } = response;
      // Capabilities are long and have a test of their own.
      if (command === 'initialize') this.lines.push('← initialize');
      else if (command === 'variables') this.recordVariables(body as { variables: DebugProtocol.Variable[] });
      else this.lines.push(`← ${command} ${this.write(body)}`);
      return (body ?? {}) as Record<string, unknown>;
    } catch (error) {
      this.lines.push(`← ${command} failed: ${this.stable((error as Error).message)}`);
      throw error;
    }
  }

  /** Launches, sets breakpoints in the program's source and begins; comes back when it stopped or ended. */
  async launch(args: object, lines: readonly object[] = [], source?: object): Promise<void> {
    const initialized = this.next('initialized');
    await this.request('launch', args);
    await initialized;
    if (source) await this.request('setBreakpoints', { source, breakpoints: lines });
    const stopped = this.next('stopped', 'terminated');
    await this.request('configurationDone');
    await stopped;
  }

  /** Sends a request that moves the program and waits until it stopped or ended. */
  async move(command: string, args: object = { threadId: 1 }): Promise<string> {
    const moved = this.next('stopped', 'terminated');
    await this.request(command, args);
    return moved;
  }

  /** Waits for the next event of these names. @returns which came */
  async next(...events: string[]): Promise<string> {
    const from = this.received.length;
    for (;;) {
      const found = this.received.slice(from).find(({ event }) => events.includes(event));
      if (found) return found.event;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** The event that came last. */
  get last(): string | undefined {
    return this.received.at(-1)?.event;
  }

  /** What came with all events of a name so far. */
  bodies(event: string): readonly Body[] {
    return this.received.filter((received) => received.event === event).map(({ body }) => body);
  }

  /** All text that went to the Debug Console so far, in one category or all. */
  output(category?: string): string {
    return this.received
      .filter(({ event, body }) => event === 'output' && (!category || body?.category === category))
      .map(({ body }) => String(body?.output))
      .join('');
  }

  /** The variables of a scope, by name. */
  async variablesOf(scopeName: string): Promise<Map<string, DebugProtocol.Variable>> {
    const { scopes } = (await this.request('scopes', { frameId: 1 })) as { scopes: DebugProtocol.Scope[] };
    const scope = scopes.find(({ name }) => name === scopeName);
    assert.ok(scope, `there is no scope ${scopeName}`);
    return this.children(scope.variablesReference);
  }

  async children(
    variablesReference: number,
    args: object = {},
  ): Promise<Map<string, DebugProtocol.Variable>> {
    const { variables } = (await this.request('variables', { variablesReference, ...args })) as {
      variables: DebugProtocol.Variable[];
    };
    return new Map(variables.map((variable) => [variable.name, variable]));
  }

  /** Gives a value that changes from run to run, such as an address, a name in the record. */
  name(value: string, name: string): void {
    this.names.set(value, name);
  }

  /** Compares the record with the file of this name; UPDATE_GOLDEN=1 writes the file. */
  expectGolden(name: string): void {
    const file = path.join(goldenFolder, `${name}.txt`);
    const record = this.lines.map((line) => this.stable(line)).join('\n') + '\n';
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(goldenFolder, { recursive: true });
      writeFileSync(file, record);
    }
    assert.ok(existsSync(file), `there is no ${file}: run with UPDATE_GOLDEN=1 and read what it wrote`);
    assert.equal(record, readFileSync(file, 'utf8'));
  }

  /** Disconnects, unless that was done or the adapter is gone. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    await this.client.stop();
    this.removeFolder();
  }

  /** The adapter was killed: nobody would answer a disconnect. */
  abandon(): void {
    this.stopped = true;
    this.removeFolder();
  }

  private removeFolder(): void {
    if (this.ownFolder !== undefined) rmSync(this.ownFolder, { recursive: true });
  }

  /** Variables stand below each other, as in the Variables view. */
  private recordVariables({ variables }: { variables: DebugProtocol.Variable[] }): void {
    this.lines.push('← variables');
    for (const { name, value, variablesReference, presentationHint } of variables) {
      const unfolds = variablesReference > 0 ? ` ▸ ${variablesReference}` : '';
      const canChange = presentationHint?.attributes?.includes('readOnly') ? '' : ' ✎';
      this.lines.push(`      ${name} = ${value}${unfolds}${canChange}`);
    }
  }

  private eventArrived(event: string, body: Body): void {
    this.lines.push(`  ⚡ ${event} ${this.write(body)}`);
    this.received.push({ event, body });
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** JSON on one line, with the spaces of a text. */
  private write(value: unknown): string {
    if (value === undefined) return '';
    return JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  }

  private stable(text: string): string {
    let result = text.replaceAll(this.folder, '<folder>');
    for (const [value, name] of this.names) result = result.replaceAll(value, name);
    // Offsets into the code stay readable when its address has a name.
    return result.replace(/0x7[0-9a-f]{11}/g, '<address>');
  }
}
