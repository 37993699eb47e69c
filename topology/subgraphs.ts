import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from 'platform/local-stack/startup-error';
import { readSupergraphConfig } from 'schema-registry/config/supergraph-config';

const ROOT = join(import.meta.dirname, '..');

/** The subgraphs of supergraph.yaml that have a server. Event graphs have none: the gateway answers for them. */
export function subgraphNames(root = ROOT): string[] {
  const { subgraphs } = readSupergraphConfig(join(root, 'supergraph.yaml'));
  const isServed = (name: string) => !subgraphs[name]?.routing_url?.startsWith('events:');
  return Object.keys(subgraphs).filter(isServed);
}

/** Those names, of subgraphs that are here. Fails in one line when one is not. */
export function startableSubgraphs(root = ROOT): string[] {
  const names = subgraphNames(root);
  const missing = names.find((name) => !existsSync(join(root, 'subgraphs', name, 'compose.ts')));
  if (missing === undefined) return names;
  throw new StartupError(
    `supergraph.yaml: subgraphs.${missing}: there is no subgraphs/${missing}/compose.ts: restore it, or take ${missing} out of supergraph.yaml`,
  );
}
