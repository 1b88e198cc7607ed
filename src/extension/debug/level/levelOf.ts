import type { Level } from '../../../adapter/protocol/launch';
import type { Role } from '../linked/programLinks';

/** What the user looks at when a document of a role has the focus; machine code belongs to both. */
export function levelOfRole(role: Role | undefined): Level | undefined {
  if (role === 'listing') return 'bytecode';
  return role === 'source' ? 'source' : undefined;
}
