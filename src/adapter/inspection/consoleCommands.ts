import { verification } from '../gdb/verifyMachineCode';
import type { Launched } from '../launched';
import type { SessionEvents } from '../requests/context';

interface ConsoleCommand {
  readonly usage: string;
  readonly description: string;
  /** The text after the command's own word, in lower case. @returns what the Debug Console answers */
  readonly run: (argument: string, launched: Launched, events: SessionEvents) => string | Promise<string>;
}

const commands: Readonly<Record<string, ConsoleCommand>> = {
  mode: {
    usage: 'mode [jit | interpreter]',
    description: 'shows or switches the engine, in the middle of a run',
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
    run: (argument, { format }, events) => {
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
        'Names (in expressions such as result + 1 or opIndex = 3; ,x shows hexadecimal):',
        ...launched
          .namesOf(undefined)
          .all()
          .map(({ name, description }) => `  ${name.padEnd(26)}${description}`),
      ].join('\n'),
  },
};

/** Runs a command of the Debug Console. @returns undefined when the text is none: then it is an expression */
export async function runConsoleCommand(
  text: string,
  launched: Launched,
  events: SessionEvents,
): Promise<string | undefined> {
  const [word = '', argument = ''] = text.trim().toLowerCase().split(/\s+/, 2);
  return Object.hasOwn(commands, word) ? commands[word]?.run(argument, launched, events) : undefined;
}
