import { createHash } from 'node:crypto';

/** Texts by their path in the published folder. */
export type SnapshotFiles = ReadonlyMap<string, string>;

/** The same on every machine: order of the names, line endings of a checkout on Windows do not count. */
export function digestOf(files: SnapshotFiles): string {
  const hash = createHash('sha256');
  for (const path of [...files.keys()].sort()) {
    const text = files.get(path)?.replaceAll('\r\n', '\n') ?? '';
    hash.update(`${path}\0${text.length}\0${text}`);
  }
  return `sha256:${hash.digest('hex')}`;
}
