import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Names } from './names.ts';

const TEMPLATE = join(import.meta.dirname, 'template');
const SUFFIX = '.template';

const fill = (text: string, names: Names): string =>
  text.replaceAll(
    /__(name|domain|DOMAIN|Entity|entity|entities|ENTITIES|table|kebab|prefix)__/g,
    (_, key: keyof Names) => names[key],
  );

/** Writes the template's files with the names filled in, in paths and in texts; answers their paths in `folder`. */
export function writeTemplate(folder: string, names: Names): string[] {
  const files = readdirSync(TEMPLATE, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map((entry) => {
    const source = join(entry.parentPath, entry.name);
    const path = fill(relative(TEMPLATE, source).slice(0, -SUFFIX.length), names);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), fill(readFileSync(source, 'utf8'), names));
    return path;
  });
}
