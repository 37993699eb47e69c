import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { buildSchema } from 'graphql';
import { ConfigError } from 'platform/config/config';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { compose } from 'schema-registry/compose/artifacts';
import { bundleOf } from 'schema-registry/compose/bundle';
import { loadSubgraphs } from 'schema-registry/compose/subgraph-source';
import { readSupergraphConfig, type SupergraphConfig } from 'schema-registry/config/supergraph-config';
import { type Finding, formatFinding, InputError } from 'schema-registry/findings';
import { checkOperations } from 'schema-registry/operations/check-operations';
import { readOperations } from 'schema-registry/operations/read-operations';
import { CLIENT_DOCUMENTS, clientDocuments } from './generate/client-documents.ts';
import { CLIENT_ERROR_CODES, clientErrorCodes } from './generate/client-error-codes.ts';
import {
  GATEWAY_CONFIG_REFERENCE,
  GATEWAY_CONFIG_SCHEMA,
  gatewayConfigReference,
  gatewayConfigSchema,
} from './generate/gateway-config.ts';
import { grownManifest, PERSISTED_DOCUMENTS } from './generate/persisted-documents.ts';
import { resolverTypes } from './generate/resolver-types.ts';
import { SCHEMA_RULES, schemaRules } from './generate/schema-rules.ts';

const EXIT_PROBLEMS = 1;
const EXIT_INPUT = 2;

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

interface ClientDocuments {
  /** TypeScript. */
  readonly typed: string;
  /** JSON. */
  readonly persisted: string;
}

async function makeClientDocuments(
  config: SupergraphConfig,
): Promise<Result<ClientDocuments, readonly Finding[]>> {
  const composed = await compose(config);
  if (!composed.ok) return composed;
  const operations = readOperations(config.folder);
  if (!operations.ok) return operations;
  const { apiSdl } = composed.value;
  const faults = checkOperations(buildSchema(apiSdl), operations.value);
  if (faults.length > 0) return refuse(faults);
  return ok({
    typed: await clientDocuments(apiSdl, operations.value),
    persisted: grownManifest(current(join(config.folder, PERSISTED_DOCUMENTS)), operations.value),
  });
}

/** False when the committed file differs and only a check was asked for. */
function keep(folder: string, path: string, text: string, check: boolean): boolean {
  if (check && current(join(folder, path)) !== text) {
    console.error(`${path} is not what its sources give (npm run generate)`);
    return false;
  }
  write(folder, path, text);
  return true;
}

/** What clients are given; false when something is wrong, which has been printed. */
async function generateForClients(config: SupergraphConfig, check: boolean): Promise<boolean> {
  const documents = await makeClientDocuments(config);
  if (!documents.ok) {
    for (const finding of documents.error) console.error(formatFinding(finding));
    return false;
  }
  const kept = [
    keep(config.folder, CLIENT_DOCUMENTS, documents.value.typed, check),
    keep(config.folder, PERSISTED_DOCUMENTS, documents.value.persisted, check),
    keep(config.folder, CLIENT_ERROR_CODES, clientErrorCodes(), check),
  ];
  return kept.every(Boolean);
}

/** What operators of the gateway are given; false when a check found a difference. */
function generateForOperators({ folder }: SupergraphConfig, check: boolean): boolean {
  const kept = [
    keep(folder, GATEWAY_CONFIG_REFERENCE, gatewayConfigReference(), check),
    keep(folder, GATEWAY_CONFIG_SCHEMA, gatewayConfigSchema(), check),
  ];
  return kept.every(Boolean);
}

/** What those who change schemas are told; false when a check found a difference. */
const generateForAuthors = ({ folder }: SupergraphConfig, check: boolean): boolean =>
  keep(folder, SCHEMA_RULES, schemaRules(current(join(folder, SCHEMA_RULES)) ?? ''), check);

async function run(check: boolean): Promise<number> {
  try {
    const config = readSupergraphConfig('supergraph.yaml');
    await generateResolverTypes(config);
    const kept = [
      await generateForClients(config, check),
      generateForOperators(config, check),
      generateForAuthors(config, check),
    ];
    return kept.every(Boolean) ? 0 : EXIT_PROBLEMS;
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof InputError)) throw error;
    console.error(error.message);
    return EXIT_INPUT;
  }
}

await new Command('generate')
  .description(
    'Writes the resolver types of each subgraph (not committed), the typed and persisted documents and the error ' +
      "codes of the clients, the documentation and JSON Schema of the gateway's configuration, and the table of the registry's rules " +
      '(committed).',
  )
  .option('--check', 'fail when what is committed differs, instead of writing it')
  .addHelpText(
    'after',
    '\nExit codes: 0 in order, 1 problems in schemas or operations or drift, 2 wrong input.',
  )
  .action(async ({ check = false }: { check?: boolean }) => {
    process.exitCode = await run(check);
  })
  .parseAsync();
