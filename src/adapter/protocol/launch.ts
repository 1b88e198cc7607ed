import type { DebugProtocol } from '@vscode/debugprotocol';
import type { AssemblySyntax } from '../../engine/jit/disassemble';

/** How a session runs the program. */
export type Mode = 'interpreter' | 'jit';

/** What the user looks at: the source that was compiled, or the bytecode that it became. */
export type Level = 'source' | 'bytecode';

/** Name of the debug type, in launch.json and in package.json. */
export const debugType = 'langvm';

/** The scheme under which VS Code shows a binary file as text. */
export const listingScheme = 'langvm-bytecode';

/** The setting that lets the user write machine code in the memory view. */
export const machineCodeWritesSetting = 'langvm.memory.allowMachineCodeWrites';

/** What a launch configuration may say. package.json describes the public ones to the user. */
export interface LaunchArguments extends DebugProtocol.LaunchRequestArguments {
  /** Path of a `.bc` or `.lang` file. */
  readonly program: string;
  readonly mode?: Mode;
  readonly stopOnEntry?: boolean;
  /** What frames show and steps go by at first; the source, where there is one, if absent. */
  readonly level?: Level;
  /** How disassembly is written; AT&T if absent. */
  readonly syntax?: AssemblySyntax;
  /**
   * Set by our extension, never by a person: the client shows listings of binary files itself, under
   * {@link listingScheme}. Other clients get them through the `source` request.
   */
  readonly clientShowsListings?: boolean;
  /** Set by our extension: false in a workspace that the user does not trust. */
  readonly nativeCodeAllowed?: boolean;
  /** Set by our extension: the user turned {@link machineCodeWritesSetting} on. */
  readonly machineCodeWritesAllowed?: boolean;
}
