#!/usr/bin/env node
/** `langvm [-j] <file>`: runs a program and prints its return value, with the words of the reference machine. */
import { emptyBytecodeMessage, returnValueMessage } from '../engine/format/messages';
import type { Program } from '../engine/format/program';
import { parseArguments, UsageError, type ParsedArguments } from './arguments';
import { interpret } from './interpret';
import { isProgramError, loadProgram } from './loadProgram';
import { cliMessages } from './messages';
import type { RunOutcome } from './outcome';
import { print, printError } from './output';
import { CommandError, printVersion, runProgram } from './program';

const rules = {
  jit: { spellings: ['-j', '--jit'] },
  gdb: { spellings: ['--gdb'] },
  perf: { spellings: ['--perf'] },
  disassemble: { spellings: ['-d', '--disassemble'] },
  syntax: { spellings: ['--syntax'], values: ['att', 'intel'] },
  help: { spellings: ['--help', '-h'] },
  version: { spellings: ['--version'] },
} as const;

async function run(words: readonly string[]): Promise<void> {
  const parsed = parseArguments(words, rules);
  const { options } = parsed;
  if (options.has('help')) return print(cliMessages.langvmHelp);
  if (options.has('version')) return printVersion('langvm');
  const file = checkedFile(parsed);
  const program = await loadProgram(file);
  if (options.has('disassemble')) return printMachineCode(program, options.get('syntax') === 'intel');
  if (program.opCount === 0) printError(emptyBytecodeMessage);
  if (options.has('gdb')) return runWithGdb(file, options.get('syntax') === 'intel');
  const outcome = options.has('jit')
    ? await runWithJit(program, options.has('perf') ? file : undefined)
    : await interpret(program);
  if ('trap' in outcome) throw new CommandError(outcome.trap);
  await print(`${returnValueMessage(outcome.result)}\n`);
}

/** The one file of a command line that makes sense. @throws UsageError */
function checkedFile({ options, files }: ParsedArguments<keyof typeof rules>): string {
  const [file] = files;
  if (file === undefined || files.length > 1) throw new UsageError('');
  if (options.has('disassemble') && options.has('jit'))
    throw new UsageError(cliMessages.noRunWithDisassembly);
  for (const option of ['gdb', 'perf'] as const) {
    if (options.has(option) && !options.has('jit'))
      throw new UsageError(cliMessages.onlyWithJit(`--${option}`));
  }
  if (options.has('gdb') && options.has('perf')) throw new UsageError(cliMessages.gdbOrPerf);
  if (options.has('syntax') && !options.has('disassemble') && !options.has('gdb'))
    throw new UsageError(cliMessages.syntaxWithoutDisassembly);
  return file;
}

/**
 * As machine code; where that cannot be, it says why and interprets.
 * @param measured the file of the program, when perf is to know its machine code
 */
async function runWithJit(program: Program, measured?: string): Promise<RunOutcome> {
  const run = await (measured === undefined
    ? import('./runNatively').then(({ runNatively }) => runNatively(program))
    : import('./perf').then(({ runForPerf }) => runForPerf(measured)));
  if (!('unavailable' in run)) return run;
  printError(cliMessages.interpreting(run.unavailable));
  return interpret(program);
}

/** As machine code, in gdb's hands. */
async function runWithGdb(file: string, intel: boolean): Promise<void> {
  const { runUnderGdb } = await import('./gdb');
  await runUnderGdb(file, intel ? 'intel' : 'att', async (outcome) => {
    if ('result' in outcome) return print(`${returnValueMessage(outcome.result)}\n`);
    process.exitCode = 1;
    printError(outcome.trap);
  });
}

async function printMachineCode(program: Program, intel: boolean): Promise<void> {
  const { machineCodeTable } = await import('./machineCodeTable');
  for (const page of machineCodeTable(program, intel ? 'intel' : 'att')) await print(page);
}

void runProgram({ name: 'langvm', usage: cliMessages.langvmUsage, run, isExpected: isProgramError });
