import { join } from 'node:path';
import { readSupergraphConfig } from 'schema-registry/config/supergraph-config';

const FILE = join(import.meta.dirname, '../supergraph.yaml');

/** The subgraphs of supergraph.yaml that have a server. Event graphs have none: the gateway answers for them. */
export function subgraphNames(): string[] {
  const { subgraphs } = readSupergraphConfig(FILE);
  const isServed = (name: string) => !subgraphs[name]?.routing_url?.startsWith('events:');
  return Object.keys(subgraphs).filter(isServed);
}
