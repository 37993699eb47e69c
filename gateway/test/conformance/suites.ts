import { readdirSync } from 'node:fs';
import type { Suite } from './suite.ts';

const FOLDER = new URL('supergraphs/', import.meta.url);

/** Every suite of the folder `supergraphs`, by the name of its file. */
export const suites: readonly (readonly [name: string, suite: Suite])[] = await Promise.all(
  readdirSync(FOLDER).map(async (file) => {
    const { suite }: { readonly suite: Suite } = await import(new URL(file, FOLDER).href);
    return [file.replace(/\.ts$/, ''), suite] as const;
  }),
);
