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

/** The composer takes names that GraphQL and URLs can carry; the join enum is made of them. */
const subgraphName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

const subgraph = z.looseObject({
  routing_url: z.string().optional(),
  schema: schemaSource,
  /** A folder with a JSON Schema file for each event type that the subgraph publishes, for who has no contract in code. */
  'x-events': z.string().optional(),
});

const supergraph = z.looseObject({
  federation_version: z.union([z.string(), z.number()]).transform(String).optional(),
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
