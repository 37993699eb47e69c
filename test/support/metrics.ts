import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(import.meta.dirname, '../../docs/operations.md');

/** The names in the table of docs/operations.md. */
export function documentedMetrics(): Set<string> {
  const table = readFileSync(DOCS, 'utf8').split('| metric |')[1] ?? '';
  const names = [...table.matchAll(/^\| (`.+?`) \|/gm)].map(([, cell = '']) => cell.matchAll(/`(\w+)`/g));
  return new Set(names.flatMap((found) => [...found].map(([, name = '']) => name)));
}

/** The names that processes of ours show, but for those of Node.js. */
export async function shownMetrics(urls: readonly string[]): Promise<Set<string>> {
  const pages = await Promise.all(urls.map(metricsOf));
  const names = pages.flatMap((page) => [...page.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name));
  return new Set(names.filter((name) => !/^(process|nodejs)_/.test(name)));
}

/** How many are open at a gateway, over all transports. */
export async function liveSubscriptions({ url }: { readonly url: string }): Promise<number> {
  const page = await metricsOf(url);
  const open = [...page.matchAll(/^gateway_live_subscriptions\{.*\} (\d+)$/gm)];
  return open.reduce((sum, [, count]) => sum + Number(count), 0);
}

const metricsOf = async (url: string): Promise<string> => (await fetch(new URL('/metrics', url))).text();
