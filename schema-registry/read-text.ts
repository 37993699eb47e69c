import { readFileSync, statSync } from 'node:fs';
import { InputError } from './findings.ts';

/** No schema of people is larger; what is, is refused before it is read. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** A file's text; `name` is what an error calls it. Throws an InputError. */
export function readText(path: string, name: string): string {
  try {
    if (statSync(path).size <= MAX_FILE_BYTES) return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(`${name}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  throw new InputError(`${name}: has more than ${MAX_FILE_BYTES} bytes`);
}
