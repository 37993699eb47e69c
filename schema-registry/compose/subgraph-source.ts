import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SubgraphConfig, SupergraphConfig } from '../config/supergraph-config.ts';
import { InputError } from '../findings.ts';
import type { GraphQLFile } from '../parse-file.ts';
import { readText } from '../read-text.ts';
import { fetchSubgraphSdl } from './fetch-subgraph-sdl.ts';

/** Everything in this folder is generated. */
export const COMPOSED = 'schema-registry/composed';
/** The SDL that every own subgraph begins with. */
const SHARED = 'platform/graphql/shared.graphql';
/** An event graph: SDL without a server, listed as `<domain>-live`. */
const LIVE_FILE = 'live.graphql';
const LIVE_SUFFIX = '-live';

/** A subgraph's SDL before it is parsed. */
export interface SubgraphSource {
  readonly name: string;
  readonly routingUrl: string;
  readonly files: readonly GraphQLFile[];
  /** Own subgraphs only: where their bundle goes. */
  readonly bundlePath?: string;
  /** An event graph: the gateway answers for it. */
  readonly live?: boolean;
}

/** Own subgraphs are recognised by their folder; the order is that of the names, so that bundles are alike everywhere. */
function ownFiles(folder: string, name: string): string[] | undefined {
  const domain = name.endsWith(LIVE_SUFFIX) ? name.slice(0, -LIVE_SUFFIX.length) : undefined;
  const live = `subgraphs/${domain}/schema/${LIVE_FILE}`;
  if (domain && existsSync(join(folder, live))) return [live];
  const schema = `subgraphs/${name}/schema`;
  if (!existsSync(join(folder, schema))) return undefined;
  const names = readdirSync(join(folder, schema)).filter(
    (file) => file.endsWith('.graphql') && file !== LIVE_FILE,
  );
  return [SHARED, ...names.sort().map((file) => `${schema}/${file}`)];
}

const read = (folder: string, path: string): GraphQLFile => ({
  path,
  text: readText(resolve(folder, path), path),
});

/** A bundle is made of a subgraph's folder: without that, it is what is left of a subgraph that was removed. */
function refuseBundle(name: string, file: string): void {
  if (!file.startsWith(`${COMPOSED}/`)) return;
  const domain = name.endsWith(LIVE_SUFFIX) ? name.slice(0, -LIVE_SUFFIX.length) : name;
  const source = `subgraphs/${domain}/schema${domain === name ? '' : `/${LIVE_FILE}`}`;
  throw new InputError(
    `supergraph.yaml: subgraphs.${name}: there is no ${source}: restore it, or take ${name} out of supergraph.yaml`,
  );
}

async function foreignSdl(folder: string, name: string, { schema }: SubgraphConfig): Promise<GraphQLFile> {
  if ('file' in schema) refuseBundle(name, String(schema.file));
  if ('file' in schema) return read(folder, String(schema.file));
  if ('sdl' in schema) return { path: `subgraphs.${name}.schema.sdl`, text: String(schema.sdl) };
  const url = String(schema.subgraph_url);
  return { path: url, text: await fetchSubgraphSdl(url) };
}

async function loadSubgraph(folder: string, name: string, config: SubgraphConfig): Promise<SubgraphSource> {
  const routingUrl = config.routing_url ?? '';
  const own = ownFiles(folder, name);
  if (!own) return { name, routingUrl, files: [await foreignSdl(folder, name, config)] };
  if (!('file' in config.schema)) {
    throw new InputError(
      `subgraphs.${name}.schema: expected file, where the bundle of subgraphs/${name} goes`,
    );
  }
  const files = own.map((path) => read(folder, path));
  const live = own.length === 1 && own[0]?.endsWith(LIVE_FILE);
  return { name, routingUrl, files, bundlePath: String(config.schema.file), live };
}

/** The SDL of every configured subgraph: own ones from their folders, others from where the configuration says. */
export const loadSubgraphs = (config: SupergraphConfig): Promise<SubgraphSource[]> =>
  Promise.all(
    Object.entries(config.subgraphs).map(([name, subgraph]) => loadSubgraph(config.folder, name, subgraph)),
  );
