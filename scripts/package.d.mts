/** Types of package.mjs, for the tests. */
export function packageExtension(options?: {
  /** Of vsce; this platform's if left out. */
  target?: string;
  /** Where the .vsix goes; the root of the project if left out. */
  outFolder?: string;
}): Promise<{ vsix: string; files: { name: string; size: number }[] }>;
