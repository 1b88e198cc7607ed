/**
 * Two native modules of the VS Code server come as C++ source. Building them takes a compiler, the headers of Node and
 * half a minute, and what they do here fits in a few lines of JavaScript.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The log files. Order and content are the same; there is no rotation, since a test's log is short. */
const spdlog = `
const fs = require('node:fs');
const path = require('node:path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.plain = false;
  }
  write(level, message) {
    if (level < this.level) return;
    const prefix = this.plain ? '' : new Date().toISOString().replace('T', ' ').replace('Z', '') + ' [' + names[level] + '] ';
    try {
      fs.appendFileSync(this.file, prefix + message + (this.plain ? '' : '\\n'));
    } catch {
      // The folder of the logs went away with its test: there is nobody left to read them.
    }
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}

async function createLogger(name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger(file);
}

// One by one: VS Code imports them by name, and Node finds the names of a CommonJS module only when they are spelt out.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
`;

/** Ends the extension host when the server is gone; VS Code does the same from JavaScript, once a second. */
const nativeWatchdog = `module.exports = { start() {} };\n`;

/** @param {string} folder the `lib/vscode` of code-server, with its packages installed */
export async function writeStandIns(folder) {
  const scope = path.join(folder, 'node_modules', '@vscode');
  await writeFile(path.join(scope, 'spdlog', 'index.js'), spdlog);
  await writeFile(path.join(scope, 'native-watchdog', 'index.js'), nativeWatchdog);
}
