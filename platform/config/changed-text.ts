import { readFile, stat } from 'node:fs/promises';

/**
 * Follows a file: each call resolves with its text, or with undefined when it is as it was at the call before. Rejects
 * when it cannot be read. Goes by inode, time and size: that holds on any file system, and when the file is replaced.
 */
export function changedText(file: string): () => Promise<string | undefined> {
  let seen = '';
  return async () => {
    const { mtimeMs, size, ino } = await stat(file);
    const version = `${ino} ${mtimeMs} ${size}`;
    if (version === seen) return undefined;
    const text = await readFile(file, 'utf8');
    seen = version;
    return text;
  };
}
