import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(import.meta.dirname, '../../docs/operations.md');

/** The names in the table of docs/operations.md. */
export function documentedMetrics(): Set<string> {
  const table = readFileSync(DOCS, 'utf8').split('| metric |')[1] ?? '';
  const names = [...table.matchAll(/^\| (`.+?`) \|/gm)].map(([, cell = '']) => cell.matchAll(/`(\w+)`/g));
  return new Set(names.flatMap((found) => [...found].map(([, name = '']) => name)));
}

/** The names that processes of ours show at /metrics, but for those of Node.js. */
export async function shownMetrics(origins: readonly string[]): Promise<Set<string>> {
  const pages = await Promise.all(origins.map(async (origin) => (await fetch(`${origin}/metrics`)).text()));
  const names = pages.flatMap((page) => [...page.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name));
  return new Set(names.filter((name) => !/^(process|nodejs)_/.test(name)));
}
