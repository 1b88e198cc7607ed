/**
 * The rooms of the house and who may import whom: the one place that lint reads (ARCHITECTURE.md explains it).
 * A room may import itself, the rooms listed for it, and packages from npm; nothing else of ours.
 */
const table = {
  'engine/isa': [],
  'engine/format': ['engine/isa'],
  'engine/listing': ['engine/isa', 'engine/format'],
  'engine/lang': ['engine/isa', 'engine/format'],
  'engine/machine': ['engine/isa', 'engine/format'],
  'engine/interpreter': ['engine/isa', 'engine/format', 'engine/machine'],
  'engine/jit': ['engine/isa', 'engine/format', 'engine/machine'],
  'engine/native': ['engine/format', 'engine/machine', 'engine/jit'],
  'engine/gdb': ['engine/isa', 'engine/format', 'engine/machine', 'engine/jit'],
  adapter: ['engine'],
  extension: [
    'engine/isa',
    'engine/format',
    'engine/listing',
    'engine/lang',
    'engine/machine',
    'engine/jit',
    'adapter/protocol',
  ],
  cli: ['engine', 'adapter'],
};

const allRooms = Object.keys(table);

/** What an import path of another room looks like: `../format/program`, `../../engine/jit/compile`. */
const importOf = (room) => `(^|/)${room.replace(/^engine\//, '')}/`;

/** One entry per room: its folder, and the import patterns that lint refuses in it. */
export const rooms = allRooms.map((room) => {
  const allowed = table[room];
  const refused = allRooms
    .filter(
      (other) => other !== room && !allowed.some((entry) => other === entry || other.startsWith(`${entry}/`)),
    )
    .map((other) => {
      // A folder of a room can be open to others where the room is not.
      const open = allowed
        .filter((entry) => entry.startsWith(`${other}/`))
        .map((entry) => entry.slice(other.length + 1));
      return importOf(other) + (open.length > 0 ? `(?!(${open.join('|')})/)` : '');
    });
  if (room !== 'extension') refused.push('^vscode$');
  const message = `src/${room} may import only: itself, ${allowed.join(', ') || 'nothing'}.`;
  return { folder: `src/${room}`, forbidden: refused.map((regex) => ({ regex, message })) };
});
