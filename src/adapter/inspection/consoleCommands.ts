import { verification } from '../gdb/verifyMachineCode';
import type { Launched } from '../launched';
import type { SessionEvents } from '../requests/context';
import type { FrameNames } from './names';

interface ConsoleCommand {
  readonly usage: string;
  readonly description: string;
  /** What may stand behind its word, where something may. */
  readonly arguments?: readonly string[];
  /** The text after the command's own word, in lower case. @returns what the Debug Console answers */
  readonly run: (argument: string, launched: Launched, events: SessionEvents) => string | Promise<string>;
}

const commands: Readonly<Record<string, ConsoleCommand>> = {
  mode: {
    usage: 'mode [jit | interpreter]',
    description: 'shows or switches the engine, in the middle of a run',
    arguments: ['jit', 'interpreter'],
    run: async (argument, { execution }, events) => {
      if (argument === '') return execution.mode;
      if (argument !== 'jit' && argument !== 'interpreter') return 'The modes are: jit, interpreter.';
      execution.requireStopped();
      const mode = await execution.setMode(argument);
      events.framesInvalidated();
      return mode;
    },
  },
  hex: {
    usage: 'hex [on | off]',
    description: 'shows integers hexadecimal or decimal',
    arguments: ['on', 'off'],
    run: (argument, { format }, events) => {
      if (argument !== '' && argument !== 'on' && argument !== 'off')
        return 'Write hex on, hex off, or hex alone for the other of both.';
      format.hex = argument === '' ? !format.hex : argument === 'on';
      events.invalidated();
      return format.hex ? 'Integers are shown hexadecimal.' : 'Integers are shown decimal.';
    },
  },
  verify: {
    usage: 'verify',
    description: 'compares the machine code in memory with what was emitted',
    run: async (_argument, launched) => (await verification(launched)).text,
  },
  help: {
    usage: 'help',
    description: 'shows this text',
    run: (_argument, launched) =>
      [
        'Commands:',
        ...Object.values(commands).map(({ usage, description }) => `  ${usage.padEnd(26)}${description}`),
        'Names (in expressions such as opCount - 1 or opIndex = 3; ,x shows hexadecimal):',
        ...launched
          .namesOf(undefined)
          .all()
          .map(({ name, description }) => `  ${name.padEnd(26)}${description}`),
      ].join('\n'),
  },
};

/**
 * Runs a command of the Debug Console. A variable or array called like one is what the user means, unless only the
 * command can be: `mode jit`.
 * @param names of the frame that the user looks at
 * @returns undefined when the text is no command: then it is an expression
 */
export async function runConsoleCommand(
  text: string,
  names: FrameNames,
  launched: Launched,
  events: SessionEvents,
): Promise<string | undefined> {
  const [typed = '', ...rest] = text.trim().split(/\s+/);
  const word = typed.toLowerCase();
  const argument = rest.join(' ').toLowerCase();
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
  const isName = names.find(typed) !== undefined || names.array(typed) !== undefined;
  if (!command || (isName && !command.arguments?.includes(argument))) return undefined;
  return command.run(argument, launched, events);
}
