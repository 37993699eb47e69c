import { type Document, parseDocument } from 'yaml';

const FIRST_PORT = 4101;

/** The next port after those that routing URLs name. */
function nextPort(document: Document): number {
  const ports = [...document.toString().matchAll(/routing_url: http:\/\/127\.0\.0\.1:(\d+)\//g)].map(
    ([, port]) => Number(port),
  );
  return Math.max(FIRST_PORT - 1, ...ports) + 1;
}

/** supergraph.yaml with one subgraph more; the rest stays as it is, comments too. */
export function addToSupergraph(yaml: string, name: string): string {
  const document = parseDocument(yaml);
  document.setIn(['subgraphs', name], {
    routing_url: `http://127.0.0.1:${nextPort(document)}/graphql`,
    schema: { file: `schema-registry/composed/${name}.graphql` },
  });
  return document.toString();
}
