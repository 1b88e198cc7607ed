/** What the command line says beside the messages of the engine, said once. */
export const cliMessages = {
  langvmUsage: 'usage: langvm [-j] <file>',

  langvmHelp: `usage: langvm [-j [--gdb | --perf]] <file>
       langvm -d [--syntax att|intel] <file>

Runs a program of the langvm virtual machine and prints its return value.
<file> is a .bc file (bytes or a listing) or a .lang source file.

  -j, --jit             run it as machine code instead of interpreting it
      --gdb             with -j: attach gdb, stopped before the first instruction
      --perf            with -j: write what perf needs to name functions and ops, and to
                        annotate their instructions; kept below $JITDUMPDIR or ~/.debug/jit
  -d, --disassemble     print each op with its machine code; do not run it
      --syntax <name>   assembly syntax of -d and --gdb: att (default) or intel
      --help            print this text
      --version         print the version

Exit code: 0 when the program ran to its end, 1 when it could not, when a trap stopped it, or
when gdb was left before.
`,

  langcUsage: 'usage: langc [in.lang [out.bc]]',

  langcHelp: `usage: langc [in.lang [out.bc]]

Compiles a .lang source file to langvm bytecode.
Reads standard input when in.lang is missing or -, writes out.bc when no other name is given.

      --help            print this text
      --version         print the version

Exit code: 0 when out.bc was written, 1 after an error; nothing is written then.
`,

  seeHelp: (program: string) => `'${program} --help' lists all options.`,
  unknownOption: (option: string) => `Unknown option ${option}.`,
  missingValue: (option: string, values: readonly string[]) =>
    `${option} needs a value: ${values.join(' or ')}.`,
  badValue: (option: string, found: string, values: readonly string[]) =>
    `${option} cannot be ${found}: it is ${values.join(' or ')}.`,
  noRunWithDisassembly: '-d prints the machine code and does not run it: leave out -j.',
  syntaxWithoutDisassembly: '--syntax is for -d and --gdb: it changes nothing without them.',
  onlyWithJit: (option: string) => `${option} is for machine code: add -j.`,
  gdbOrPerf: '--gdb stops the program, and --perf measures it: choose one of them.',
  gdbLeft: 'gdb has left before the program ended.',
  gdbNeverAttached: 'gdb ended without having been attached. What it wrote says why.',
  perfMapWritten: (file: string) => `Wrote ${file} for perf report.`,
  noPerfMap: (file: string, reason: string) =>
    `perf report will not know the names of ops: ${file} cannot be written (${reason}).`,
  jitDumpWritten: (file: string) => `Wrote ${file} for perf inject --jit.`,
  noJitDump: (reason: string) =>
    `perf annotate will not know the instructions: there is no jitdump. ${reason}`,
  jitDumpRefused: (folder: string, reason: string) =>
    `${folder} cannot be written (${reason}): name another folder with JITDUMPDIR.`,

  interpreting: (reason: string) => `${reason} Interpreting it instead.`,
  cannotRead: (file: string, reason: string) => `Cannot open ${file}: ${reason}.`,
  cannotWrite: (file: string, reason: string) => `Cannot write ${file}: ${reason}. Nothing was written.`,
  sourceByOtherName: (file: string) =>
    `${file} holds a source, not bytecode. Give it a name that ends in .lang, or compile it: langc ${file} out.bc.`,
  cannotPrint: (reason: string) => `Cannot write the output: ${reason}.`,
  sameFile: (file: string) =>
    `${file} is the source file: compiling would overwrite it. Nothing was written; name another output file.`,
} as const;
