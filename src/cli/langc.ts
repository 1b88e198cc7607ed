#!/usr/bin/env node
/** `langc [in.lang [out.bc]]`: compiles a source file; writes nothing unless all of it compiles. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { textOfFile } from '../engine/format/fileText';
import { writeProgram } from '../engine/format/read';
import { withSourcePath } from '../engine/format/sourcePath';
import { compileLang } from '../engine/lang/compile';
import { LangError } from '../engine/lang/langError';
import { parseArguments, UsageError } from './arguments';
import { cliMessages } from './messages';
import { print } from './output';
import { CommandError, printVersion, runProgram } from './program';
import { replaceFile } from './replaceFile';
import { systemReason } from './systemError';

const rules = { help: { spellings: ['--help', '-h'] }, version: { spellings: ['--version'] } } as const;

const defaultOutput = 'out.bc';
/** The name that messages give to standard input. */
const standardInput = '<stdin>';

async function run(words: readonly string[]): Promise<void> {
  const { options, files } = parseArguments(words, rules);
  if (options.has('help')) return print(cliMessages.langcHelp);
  if (options.has('version')) return printVersion('langc');
  if (files.length > 2) throw new UsageError('');
  const [input = '-', output = defaultOutput] = files;
  const source = textOfFile(await readSource(input));
  const program = compileLang(source, input === '-' ? standardInput : input);
  if (await isSameFile(input, output)) throw new CommandError(cliMessages.sameFile(output));
  await writeOrExplain(output, writeProgram(withSourcePath(program, sourcePathFor(input, output))));
}

/** Where the source is, seen from the bytecode's folder: both may then be moved together. */
const sourcePathFor = (input: string, output: string): string =>
  input === '-' ? '' : path.relative(path.dirname(path.resolve(output)), path.resolve(input));

async function readSource(input: string): Promise<Uint8Array> {
  try {
    return input === '-' ? await buffer(process.stdin) : await readFile(input);
  } catch (error) {
    const reason = systemReason(error);
    throw reason === undefined ? error : new CommandError(cliMessages.cannotRead(input, reason));
  }
}

async function writeOrExplain(output: string, bytes: Uint8Array): Promise<void> {
  try {
    await replaceFile(output, bytes);
  } catch (error) {
    const reason = systemReason(error);
    throw reason === undefined ? error : new CommandError(cliMessages.cannotWrite(output, reason));
  }
}

/** Whether two names mean one file, through whatever links. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    const [first, second] = await Promise.all([stat(one), stat(other)]);
    return first.isFile() && first.dev === second.dev && first.ino === second.ino;
  } catch {
    return false;
  }
}

const isLangError = (error: unknown): error is LangError => error instanceof LangError;

void runProgram({ name: 'langc', usage: cliMessages.langcUsage, run, isExpected: isLangError });
