import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { MachineCodeResponse } from '../../src/adapter/protocol/requests';
import { CompiledPrograms } from '../../src/extension/debug/linked/compiledPrograms';
import { machineCodeUriOf } from '../../src/extension/debug/linked/programTexts';
import { ProgramViews } from '../../src/extension/debug/linked/programViews';
import type { SessionState, SessionStates } from '../../src/extension/debug/sessionStates';
import { closeEverything, fileWith, until } from './support';

const opCount = 100_000;

/** A session whose answers come when the test says so, and the views of its program. */
class SlowSession {
  readonly file = vscode.Uri.file('/far.bc');
  private readonly changes = new vscode.EventEmitter<SessionState>();
  private readonly waiting: (() => void)[] = [];
  private state: SessionState;
  readonly views: ProgramViews;

  constructor() {
    const session = {
      id: 'slow',
      customRequest: () =>
        new Promise<MachineCodeResponse>((resolve) => this.waiting.push(() => resolve(answer))),
    } as unknown as vscode.DebugSession;
    this.state = { session, mode: 'interpreter', level: 'source', opIndex: 0, listingLine: 1 };
    const states = {
      onDidChange: this.changes.event,
      onDidEnd: () => new vscode.Disposable(() => undefined),
      all: () => [this.state],
      programOf: () => this.file,
    } as unknown as SessionStates;
    this.views = new ProgramViews(states, new CompiledPrograms());
  }

  moved(change: Partial<SessionState>): void {
    this.state = { ...this.state, ...change };
    this.changes.fire(this.state);
  }

  /** Answers what was asked and what is asked because of that, until the view is there. */
  async firstShownOp(): Promise<number> {
    const { firstOp } = await until('the view', () => {
      this.waiting.splice(0).forEach((give) => give());
      return this.views.known(this.file);
    });
    return firstOp;
  }
}

const answer: MachineCodeResponse = {
  program: '/far.bc',
  opCount,
  size: 0,
  functionNames: ['main'],
  parts: [],
  opTexts: Array.from({ length: 2000 }, () => ''),
  listingLines: [],
  sourceLines: [],
};

describe('what is known of a large program', () => {
  let slow: SlowSession;

  beforeEach(() => (slow = new SlowSession()));
  afterEach(() => slow.views.dispose());

  it('shows a stop that came while it was on its way', async () => {
    void slow.views.of(slow.file);
    slow.moved({ opIndex: 50_000 });
    assert.equal(await slow.firstShownOp(), 49_000);
  });

  it('shows a stop that came while another window was on its way', async () => {
    void slow.views.of(slow.file);
    await slow.firstShownOp();
    slow.moved({ opIndex: 20_000 });
    slow.moved({ opIndex: 50_000 });
    assert.equal(await slow.firstShownOp(), 49_000);
  });

  it('keeps the far op that a person looks at until the next stop', async () => {
    void slow.views.of(slow.file);
    await slow.firstShownOp();
    slow.views.moveTo(slow.file, 50_000);
    // The focus came into another text, and the level of the session followed it.
    slow.moved({ level: 'bytecode' });
    assert.equal(await slow.firstShownOp(), 49_000);
    slow.moved({ opIndex: 1 });
    assert.equal(await slow.firstShownOp(), 0);
  });
});

describe('what is known of a program', () => {
  const nothing = (): vscode.Disposable => new vscode.Disposable(() => undefined);
  const noSessions = { onDidChange: nothing, onDidEnd: nothing, all: () => [] } as unknown as SessionStates;
  const views = new ProgramViews(noSessions, new CompiledPrograms());

  before(async () => {
    await vscode.extensions.getExtension('langvm.langvm-debug')?.activate();
  });
  after(() => views.dispose());
  afterEach(closeEverything);

  it('goes with the last of its texts', async () => {
    const file = await fileWith('closed.lang', 'return 35;\n');
    // Opened as a person does: what an extension opens, VS Code keeps for a while.
    for (const uri of [file, machineCodeUriOf(file)])
      await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
    await until('both texts', () => textsOf(file) === 2);
    await views.of(file);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until('one text', () => textsOf(file) === 1);
    assert.ok(views.known(file));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('no text', () => textsOf(file) === 0);
    await until('nothing known', () => !views.known(file));
  });
});

const textsOf = (file: vscode.Uri): number =>
  vscode.workspace.textDocuments.filter(({ uri }) => uri.path.startsWith(file.path)).length;
