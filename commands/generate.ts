import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { compose } from 'schema-registry/compose/artifacts';
import { bundleOf } from 'schema-registry/compose/bundle';
import { loadSubgraphs } from 'schema-registry/compose/subgraph-source';
import { readSupergraphConfig, type SupergraphConfig } from 'schema-registry/config/supergraph-config';
import { formatFinding } from 'schema-registry/findings';
import { CLIENT_DOCUMENTS, clientDocuments } from './generate/client-documents.ts';
import { resolverTypes } from './generate/resolver-types.ts';

const current = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

function write(folder: string, path: string, text: string): void {
  if (current(join(folder, path)) === text) return;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  console.error(`wrote ${path}`);
}

/** Own subgraphs that have a server: event graphs have no resolvers. */
async function generateResolverTypes(config: SupergraphConfig): Promise<void> {
  const sources = await loadSubgraphs(config);
  for (const source of sources.filter(({ bundlePath, live }) => bundlePath && !live)) {
    const folder = join('subgraphs', source.name);
    const types = await resolverTypes(join(config.folder, folder), bundleOf(source));
    write(config.folder, join(folder, 'generated/resolvers.ts'), types);
  }
}

/** False when the committed documents differ and only a check was asked for. */
async function generateClientDocuments(config: SupergraphConfig, check: boolean): Promise<boolean> {
  const composed = await compose(config);
  if (!composed.ok) {
    for (const finding of composed.error) console.error(formatFinding(finding));
    return false;
  }
  const documents = await clientDocuments(config.folder, composed.value.apiSdl);
  if (check && current(join(config.folder, CLIENT_DOCUMENTS)) !== documents) {
    console.error(
      `${CLIENT_DOCUMENTS} is not what clients/operations and the schemas give (npm run generate)`,
    );
    return false;
  }
  write(config.folder, CLIENT_DOCUMENTS, documents);
  return true;
}

const program = new Command('generate')
  .description(
    'Writes the resolver types of each subgraph (not committed) and the typed documents of the clients (committed).',
  )
  .option('--check', 'fail when the committed client documents differ, instead of writing them')
  .action(async ({ check = false }: { check?: boolean }) => {
    const config = readSupergraphConfig('supergraph.yaml');
    await generateResolverTypes(config);
    if (!(await generateClientDocuments(config, check))) process.exitCode = 1;
  });

await program.parseAsync();
