/** Types of vscode.mjs, for the tests. */
export interface ServerOptions {
  /** Any free one if left out. */
  port?: number;
  /** 127.0.0.1 if left out. */
  host?: string;
  /** Where the server keeps its state: settings, logs, what extensions stored. */
  dataDir: string;
  /** Where the installed extensions are. */
  extensionsDir: string;
  /** Lets the page call `codeAutomationLog` and run tests inside the extension host. */
  smokeTestDriver?: boolean;
  /** User settings: over the calm ones and over those that the data folder holds from an earlier start. */
  settings?: Record<string, unknown>;
  /** Added to the environment of the server, its terminals and its debug adapters. */
  env?: Record<string, string>;
}

export interface RunningServer {
  /** Ends with a slash. */
  url: string;
  port: number;
  logFile: string;
  /** When the server is gone, by `stop()` or by itself. */
  ended: Promise<unknown>;
  /** Ends the server and everything it started. */
  stop(): Promise<void>;
}

/** Where the installed server is: its Node, and the folder of VS Code. Installs it the first time. */
export function installServer(): Promise<{ node: string; folder: string }>;
export function startServer(options: ServerOptions): Promise<RunningServer>;
export function installExtension(vsix: string, extensionsDir: string): Promise<void>;
export const chromiumFlags: string[];
/** The path of a Chromium or Chrome, or undefined. */
export function findChromium(): string | undefined;
