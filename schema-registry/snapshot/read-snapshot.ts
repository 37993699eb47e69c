import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { InputError } from '../findings.ts';
import { digestOf, type SnapshotFiles } from './digest.ts';
import { HISTORY, PUBLISHED, RESTORE, readHistory } from './history.ts';
import type { HistoryEntry } from './history-entry.ts';

/** What is published, as it was when it was published. */
export interface Snapshot {
  readonly head: HistoryEntry;
  readonly files: SnapshotFiles;
}

/** Left by a publish that is under way. */
export const LOCK = '.publishing';

function filesOf(root: string): SnapshotFiles {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const named = files.map((path) => [relative(root, path).replaceAll(sep, '/'), path] as const);
  return new Map(
    named
      .filter(([name]) => !name.startsWith(`${HISTORY}/`) && name !== LOCK)
      .map(([name, path]) => [name, readFileSync(path, 'utf8')]),
  );
}

/** What is published of a project; undefined when nothing is yet. Throws an InputError when it was changed by hand. */
export function readSnapshot(folder: string): Snapshot | undefined {
  const head = readHistory(folder).at(-1);
  if (!head) return undefined;
  const files = filesOf(join(folder, PUBLISHED));
  if (digestOf(files) !== head.digest) {
    throw new InputError(`${PUBLISHED}: is not version ${head.version} as it was published: ${RESTORE}`);
  }
  return { head, files };
}
