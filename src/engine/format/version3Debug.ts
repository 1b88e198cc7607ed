import { viewOf } from './binary';
import { longestPath } from './limits';
import { bytecodeErrors } from './messages';
import type { DebugInformation, DebugVariable } from './program';
import { entrySizes, linesHeadSize, parameterFlag, sectionKinds } from './version3Layout';
import { checkZero, entryCountOf, sectionOf, type Section, type Sections } from './version3Sections';
import type { StringTable, StringTableWriter } from './version3Strings';

/** Reads the lines and variables of a file, or undefined where it has none. @throws BytecodeError */
export function readDebugInformation(sections: Sections, strings: StringTable): DebugInformation | undefined {
  const variables = sectionOf(sections, 'variables');
  const lines = sections.get(sectionKinds.lines);
  if (!lines) {
    if (variables.content.length > 0) throw bytecodeErrors.variablesWithoutLines(variables.start);
    return undefined;
  }
  return { ...readLines(lines, strings), variables: readVariables(variables, strings) };
}

/** `| u32 path offset | u32 path length |` and for each op `| u32 line | u32 column |` */
function readLines(section: Section, strings: StringTable): Omit<DebugInformation, 'variables'> {
  const view = viewOf(section.content);
  const count = entryCountOf(section, 'lines', entrySizes.lines, linesHeadSize);
  const sourcePath = strings.textAt(view, 0, 'the table of lines', section.start, longestPath);
  const lines = new Uint32Array(count);
  const columns = new Uint32Array(count);
  for (let index = 0, at = linesHeadSize; index < count; index++, at += entrySizes.lines) {
    lines[index] = view.getUint32(at, true);
    columns[index] = view.getUint32(at + 4, true);
  }
  return { sourcePath, lines, columns };
}

function readVariables(section: Section, strings: StringTable): DebugVariable[] {
  const view = viewOf(section.content);
  const count = entryCountOf(section, 'variables', entrySizes.variables);
  const variables: DebugVariable[] = [];
  for (let index = 0; index < count; index++) {
    const at = index * entrySizes.variables;
    const flags = view.getUint32(at + 8, true);
    if (flags > parameterFlag) throw bytecodeErrors.unknownFlags(index, section.start + at, flags);
    checkZero(view, at + 28, section.start);
    variables.push({
      functionIndex: view.getUint32(at, true),
      register: view.getUint32(at + 4, true),
      isParameter: flags === parameterFlag,
      firstOp: view.getUint32(at + 12, true),
      endOp: view.getUint32(at + 16, true),
      name: strings.nameAt(view, at + 20, `variable ${index}`, section.start + at),
    });
  }
  return variables;
}

/** The content of the section of lines. */
export function linesContent(
  { sourcePath, lines, columns }: DebugInformation,
  strings: StringTableWriter,
): Uint8Array {
  const content = new Uint8Array(linesHeadSize + lines.length * entrySizes.lines);
  const view = viewOf(content);
  strings.write(view, 0, sourcePath);
  for (let index = 0, at = linesHeadSize; index < lines.length; index++, at += entrySizes.lines) {
    view.setUint32(at, lines[index] ?? 0, true);
    view.setUint32(at + 4, columns[index] ?? 0, true);
  }
  return content;
}

/**
 * The content of the section of variables:
 *
 *     | u32 function | u32 register | u32 flags | u32 first op | u32 end op | u32 name offset | u32 name length | u32 0 |
 *       0              4              8           12             16           20                24                28
 */
export function variablesContent({ variables }: DebugInformation, strings: StringTableWriter): Uint8Array {
  const content = new Uint8Array(variables.length * entrySizes.variables);
  const view = viewOf(content);
  for (const [index, variable] of variables.entries()) {
    const at = index * entrySizes.variables;
    view.setUint32(at, variable.functionIndex, true);
    view.setUint32(at + 4, variable.register, true);
    view.setUint32(at + 8, variable.isParameter ? parameterFlag : 0, true);
    view.setUint32(at + 12, variable.firstOp, true);
    view.setUint32(at + 16, variable.endOp, true);
    strings.write(view, at + 20, variable.name);
  }
  return content;
}
