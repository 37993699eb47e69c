import type { SubgraphSource } from './subgraph-source.ts';

/** A subgraph's SDL as one text, each part under the name of its file. */
export function bundleOf({ files }: SubgraphSource): string {
  const parts = files.map(({ path, text }) => `# ${path}\n${text.trim()}\n`);
  return `# Made by \`npm run compose\`: edit the files named below, not this one.\n\n${parts.join('\n')}`;
}
