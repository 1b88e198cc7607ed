import path from 'node:path';
import type { AssemblySyntax } from '../engine/jit/disassemble';
import { adapterErrors } from './errors';
import type { Level, Mode } from './protocol/launch';

/** A launch configuration after checking, with every default filled in. */
export interface LaunchOptions {
  /** Absolute path. */
  readonly program: string;
  readonly mode: Mode;
  readonly stopOnEntry: boolean;
  readonly noDebug: boolean;
  readonly level: Level | undefined;
  readonly syntax: AssemblySyntax;
  readonly clientShowsListings: boolean;
  readonly nativeCodeAllowed: boolean;
  readonly machineCodeWritesAllowed: boolean;
}

/**
 * Checks what a client sent: people write launch configurations by hand.
 * @throws AdapterError that names the attribute
 */
export function parseLaunchArguments(value: unknown): LaunchOptions {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const { program, mode = 'interpreter', syntax, level } = given;
  if (typeof program !== 'string' || program === '') throw adapterErrors.noProgram();
  if (mode !== 'interpreter' && mode !== 'jit') throw adapterErrors.badMode(mode);
  if (level !== undefined && level !== 'source' && level !== 'bytecode') throw adapterErrors.badLevel(level);
  return {
    program: path.resolve(program),
    mode,
    stopOnEntry: given.stopOnEntry === true,
    noDebug: given.noDebug === true,
    level,
    syntax: syntax === 'intel' ? 'intel' : 'att',
    clientShowsListings: given.clientShowsListings === true,
    nativeCodeAllowed: given.nativeCodeAllowed !== false,
    machineCodeWritesAllowed: given.machineCodeWritesAllowed === true,
  };
}
