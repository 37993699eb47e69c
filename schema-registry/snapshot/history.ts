import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../findings.ts';
import { type HistoryEntry, historyEntry } from './history-entry.ts';

/** Everything in this folder changes only by `publish`. */
export const PUBLISHED = 'schema-registry/published';
export const HISTORY = 'history';

/** What to do when the folder is not as a publish left it. */
export const RESTORE = `take ${PUBLISHED} as the main branch has it, check again, and publish`;

function parseEntry(path: string, text: string): HistoryEntry {
  try {
    return historyEntry.parse(JSON.parse(text));
  } catch {
    throw new InputError(`${path}: is not a record of a publish: ${RESTORE}`);
  }
}

/** Each version follows the one before it; two branches that published the same one are found here. */
function assertLinear(entries: readonly HistoryEntry[]): void {
  for (const [index, { version, follows }] of entries.entries()) {
    const before = entries[index - 1];
    if (before?.version === version) {
      throw new InputError(
        `${PUBLISHED}: version ${version} was published twice, by two branches: ${RESTORE}`,
      );
    }
    if (version !== index + 1 || follows !== (before?.digest ?? null)) {
      throw new InputError(`${PUBLISHED}: version ${version} does not follow another: ${RESTORE}`);
    }
  }
}

/** All publishes of a project, from the first. Throws an InputError when they are no chain. */
export function readHistory(folder: string): HistoryEntry[] {
  const path = join(PUBLISHED, HISTORY);
  if (!existsSync(join(folder, path))) return [];
  const names = readdirSync(join(folder, path)).filter((name) => name.endsWith('.json'));
  const entries = names
    .sort()
    .map((name) => parseEntry(join(path, name), readFileSync(join(folder, path, name), 'utf8')));
  assertLinear(entries);
  return entries;
}
