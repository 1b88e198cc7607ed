import { viewOf, writeConstants, writeOps } from './binary';
import type { ArrayDefinition, FunctionDefinition, Program, UnknownSection } from './program';
import { linesContent, variablesContent } from './version3Debug';
import {
  entrySizes,
  paddingAfter,
  sectionHeaderSize,
  sectionKinds,
  version3HeaderSize,
} from './version3Layout';
import { StringTableWriter } from './version3Strings';

/**
 * Writes a program of version 3, always the same way: sections in the order of their kinds, those that would be empty left
 * out (but for code and functions), unknown ones at the end as they came; texts in the order in which they are needed.
 */
export function writeVersion3(program: Program): Uint8Array {
  const { constants, debug } = program;
  const strings = new StringTableWriter();
  const code = new Uint8Array(program.opCount * entrySizes.code);
  writeOps(viewOf(code), 0, program);
  const functions = functionsContent(program.functions, strings);
  const constantTable = new Uint8Array(constants.length * entrySizes.constants);
  writeConstants(viewOf(constantTable), 0, constants);
  const arrays = arraysContent(program.arrays, strings);
  const lines = debug ? linesContent(debug, strings) : undefined;
  const variables = debug ? variablesContent(debug, strings) : undefined;
  const sections: UnknownSection[] = [
    { kind: sectionKinds.code, content: code },
    { kind: sectionKinds.functions, content: functions },
    ...unlessEmpty(sectionKinds.constants, constantTable),
    ...unlessEmpty(sectionKinds.arrays, arrays),
    ...unlessEmpty(sectionKinds.strings, strings.content()),
    ...unlessEmpty(sectionKinds.lines, lines),
    ...unlessEmpty(sectionKinds.variables, variables),
    ...program.unknownSections,
  ];
  return fileOf(sections);
}

function unlessEmpty(kind: number, content: Uint8Array | undefined): UnknownSection[] {
  return content === undefined || content.length === 0 ? [] : [{ kind, content }];
}

function fileOf(sections: readonly UnknownSection[]): Uint8Array {
  const size = sections.reduce(
    (sum, { content }) => sum + sectionHeaderSize + content.length + paddingAfter(content.length),
    version3HeaderSize,
  );
  const bytes = new Uint8Array(size);
  const view = viewOf(bytes);
  view.setUint32(0, 0xdeadbeef, true);
  view.setUint32(4, 3, true);
  view.setUint32(8, sections.length, true);
  let offset = version3HeaderSize;
  for (const { kind, content } of sections) {
    view.setUint32(offset, kind, true);
    view.setBigUint64(offset + 8, BigInt(content.length), true);
    bytes.set(content, offset + sectionHeaderSize);
    offset += sectionHeaderSize + content.length + paddingAfter(content.length);
  }
  return bytes;
}

/** `| u32 first op | u32 op count | u32 parameters | u32 registers | u32 name offset | u32 name length |` */
function functionsContent(functions: readonly FunctionDefinition[], strings: StringTableWriter): Uint8Array {
  const content = new Uint8Array(functions.length * entrySizes.functions);
  const view = viewOf(content);
  for (const [index, { firstOp, opCount, parameterCount, registerCount, name }] of functions.entries()) {
    const at = index * entrySizes.functions;
    view.setUint32(at, firstOp, true);
    view.setUint32(at + 4, opCount, true);
    view.setUint32(at + 8, parameterCount, true);
    view.setUint32(at + 12, registerCount, true);
    strings.write(view, at + 16, name);
  }
  return content;
}

/** `| u32 length in cells | u32 name offset | u32 name length | u32 0 |` */
function arraysContent(arrays: readonly ArrayDefinition[], strings: StringTableWriter): Uint8Array {
  const content = new Uint8Array(arrays.length * entrySizes.arrays);
  const view = viewOf(content);
  for (const [index, { length, name }] of arrays.entries()) {
    const at = index * entrySizes.arrays;
    view.setUint32(at, length, true);
    strings.write(view, at + 4, name);
  }
  return content;
}
