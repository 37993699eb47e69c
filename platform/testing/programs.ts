import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where the first of these programs is installed. Where none is undefined, and that is printed: skip what needs it. With
 * REQUIRE_FULL_STACK=1 that is a failure. Ask at the top of the file, as for Kafka.
 */
export function programPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found) return found;
  const reason = `${names.join(' or ')} is not installed.`;
  if (process.env.REQUIRE_FULL_STACK === '1') throw new Error(reason);
  process.stderr.write(`Skipped: ${reason}\n`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
