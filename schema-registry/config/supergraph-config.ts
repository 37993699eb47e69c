import { dirname, resolve } from 'node:path';
import { loadConfig } from 'platform/config/config';
import { z } from 'zod';

/** Where a subgraph's SDL comes from: exactly one of the three. */
const schemaSource = z.union(
  [
    z.looseObject({ file: z.string() }),
    z.looseObject({ subgraph_url: z.url() }),
    z.looseObject({ sdl: z.string() }),
  ],
  { error: 'expected one of file, subgraph_url or sdl' },
);

/** Of @apollo/composition: newer ones compose what older ones do. */
export const COMPOSER_VERSION = '2.14.4';

/** As rover writes versions: `2`, `latest-2`, `=2.9.0`; none that the composer here has not heard of. */
function isKnownVersion(version: string): boolean {
  if (version === '2' || version === 'latest-2') return true;
  const [, minor, patch] = /^=2\.(\d{1,4})\.(\d{1,4})$/.exec(version)?.map(Number) ?? [];
  const [, newestMinor = 0, newestPatch = 0] = COMPOSER_VERSION.split('.').map(Number);
  if (minor === undefined || patch === undefined) return false;
  return minor < newestMinor || (minor === newestMinor && patch <= newestPatch);
}

/** The composer takes names that GraphQL and URLs can carry; the join enum is made of them. */
const subgraphName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

const subgraph = z.looseObject({
  routing_url: z.string().optional(),
  schema: schemaSource,
  /** A folder with a JSON Schema file for each event type that the subgraph publishes, for who has no contract in code. */
  'x-events': z.string().optional(),
});

const supergraph = z.looseObject({
  federation_version: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine(isKnownVersion, `expected 2, or =2.N.P up to =${COMPOSER_VERSION}, by which all are composed`)
    .optional(),
  subgraphs: z
    .record(subgraphName, subgraph)
    .refine((subgraphs) => Object.keys(subgraphs).length > 0, 'expected at least one subgraph'),
});

export type SubgraphConfig = z.infer<typeof subgraph>;

/** `supergraph.yaml` in rover's format, with the environment put in; unknown keys (`x-owner`) are kept. */
export interface SupergraphConfig extends z.infer<typeof supergraph> {
  /** The folder of the file: its relative paths start here. */
  readonly folder: string;
}

/** Reads and checks a supergraph configuration. Throws a ConfigError that names file, line and key. */
export const readSupergraphConfig = (
  file: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): SupergraphConfig => ({ ...loadConfig(supergraph, { file, env }), folder: dirname(resolve(file)) });
