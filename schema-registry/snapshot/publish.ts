import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../findings.ts';
import { digestOf, type SnapshotFiles } from './digest.ts';
import { HISTORY, PUBLISHED, readHistory } from './history.ts';
import { type HistoryEntry, historyFileName } from './history-entry.ts';
import { LOCK } from './read-snapshot.ts';

/** What is recorded of a publish beside what follows from the files. */
export type Publisher = Pick<
  HistoryEntry,
  'publishedAt' | 'by' | 'commit' | 'acceptedBecause' | 'changes' | 'summary'
>;

/** Two publishes in one folder: one of them holds the lock. */
function locked<T>(root: string, work: () => T): T {
  mkdirSync(root, { recursive: true });
  const lock = join(root, LOCK);
  try {
    closeSync(openSync(lock, 'wx'));
  } catch {
    throw new InputError(`${lock}: a publish is under way; when none is, remove this file`);
  }
  try {
    return work();
  } finally {
    rmSync(lock);
  }
}

function write(root: string, before: SnapshotFiles, files: SnapshotFiles): void {
  for (const path of before.keys()) if (!files.has(path)) rmSync(join(root, path));
  for (const [path, text] of files) {
    if (before.get(path) === text) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/**
 * Compare-and-swap: makes `files` the version after `before`, or changes nothing and answers undefined when another
 * publish came first.
 */
export function publish(
  folder: string,
  before: { readonly head?: HistoryEntry; readonly files: SnapshotFiles },
  files: SnapshotFiles,
  publisher: Publisher,
): HistoryEntry | undefined {
  const root = join(folder, PUBLISHED);
  return locked(root, () => {
    if (readHistory(folder).at(-1)?.digest !== before.head?.digest) return undefined;
    const version = (before.head?.version ?? 0) + 1;
    const entry = { version, digest: digestOf(files), follows: before.head?.digest ?? null, ...publisher };
    write(
      root,
      before.files,
      new Map([...files, [`${HISTORY}/${historyFileName(entry)}`, `${JSON.stringify(entry, null, 2)}\n`]]),
    );
    return entry;
  });
}
