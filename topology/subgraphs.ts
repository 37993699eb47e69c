import { readSupergraphConfig } from 'schema-registry/config/supergraph-config';

/** The subgraphs of supergraph.yaml that have a server. Event graphs have none: the gateway answers for them. */
export function subgraphNames(): string[] {
  const { subgraphs } = readSupergraphConfig('supergraph.yaml');
  const isServed = (name: string) => !subgraphs[name]?.routing_url?.startsWith('events:');
  return Object.keys(subgraphs).filter(isServed);
}
