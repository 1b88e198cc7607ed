import { readConstants, readOps, viewOf, type ReadFile } from './binary';
import { bytecodeErrors } from './messages';
import { noBytes, type ArrayDefinition, type FunctionDefinition, type UnknownSection } from './program';
import { readDebugInformation } from './version3Debug';
import {
  checkZero,
  entryCountOf,
  readSections,
  sectionOf,
  type Section,
  type Sections,
} from './version3Sections';
import { entrySizes, sectionKinds, type SectionName } from './version3Layout';
import { StringTable } from './version3Strings';

/**
 * Reads a file whose cookie and version were recognized already. Nothing is allocated that is larger than a small multiple
 * of the bytes that ask for it.
 * @throws BytecodeError when the file is not laid out as version 3 is
 */
export function readVersion3(bytes: Uint8Array): ReadFile {
  const sections = readSections(bytes);
  for (const name of requiredSections) {
    if (!sections.has(sectionKinds[name])) throw bytecodeErrors.missingSection(name, sectionKinds[name]);
  }
  const section = (name: SectionName): Section => sectionOf(sections, name);
  const strings = new StringTable(section('strings').content);
  const [code, constants, lines, variables] = [
    section('code'),
    section('constants'),
    section('lines'),
    section('variables'),
  ];
  const opCount = entryCountOf(code, 'code', entrySizes.code);
  const constantCount = entryCountOf(constants, 'constants', entrySizes.constants);
  const file = viewOf(bytes);
  const debug = readDebugInformation(sections, strings);
  return {
    program: {
      version: 3,
      words: readOps(file, code.start, opCount),
      opCount,
      functions: readFunctions(section('functions'), strings),
      constants: readConstants(file, constants.start, constantCount),
      arrays: readArrays(section('arrays'), strings),
      trailing: noBytes,
      unknownSections: unknownSectionsOf(sections),
      ...(debug ? { debug } : {}),
    },
    layout: {
      ops: code.start,
      functions: section('functions').start,
      constants: constants.start,
      arrays: section('arrays').start,
      lines: lines.start,
      variables: variables.start,
    },
  };
}

const requiredSections = ['code', 'functions'] as const;

/** `| u32 first op | u32 op count | u32 parameters | u32 registers | u32 name offset | u32 name length |` */
function readFunctions(section: Section, strings: StringTable): FunctionDefinition[] {
  const view = viewOf(section.content);
  const count = entryCountOf(section, 'functions', entrySizes.functions);
  const functions: FunctionDefinition[] = [];
  for (let index = 0; index < count; index++) {
    const at = index * entrySizes.functions;
    functions.push({
      firstOp: view.getUint32(at, true),
      opCount: view.getUint32(at + 4, true),
      parameterCount: view.getUint32(at + 8, true),
      registerCount: view.getUint32(at + 12, true),
      name: strings.nameAt(view, at + 16, `function ${index}`, section.start + at),
    });
  }
  return functions;
}

/** `| u32 length in cells | u32 name offset | u32 name length | u32 0 |` */
function readArrays(section: Section, strings: StringTable): ArrayDefinition[] {
  const view = viewOf(section.content);
  const count = entryCountOf(section, 'arrays', entrySizes.arrays);
  const arrays: ArrayDefinition[] = [];
  for (let index = 0; index < count; index++) {
    const at = index * entrySizes.arrays;
    checkZero(view, at + 12, section.start);
    const length = view.getUint32(at, true);
    arrays.push({ length, name: strings.nameAt(view, at + 4, `array ${index}`, section.start + at) });
  }
  return arrays;
}

const knownKinds = new Set<number>(Object.values(sectionKinds));

/** Copies, so that a program does not hold on to the file that it was read from. */
function unknownSectionsOf(sections: Sections): UnknownSection[] {
  return [...sections.values()]
    .filter(({ kind }) => !knownKinds.has(kind))
    .map(({ kind, content }) => ({ kind, content: content.slice() }));
}
