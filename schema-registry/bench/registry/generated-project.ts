import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@authenticated", "@shareable"])
`;

/** Six fields: scalars, the next type, a list with arguments; every fifth type is an entity. */
function typeOf(subgraph: number, index: number, types: number): string {
  const name = `S${subgraph}T${index}`;
  const next = `S${subgraph}T${(index + 1) % types}`;
  const scalars = ['name', 'code', 'note'].map((field) => `  ${field}: String`);
  const key = index % 5 === 0 ? ' @key(fields: "id")' : '';
  return `"What ${name} is."
type ${name}${key} {
  id: ID!
${scalars.join('\n')}
  next: ${next}
  all(first: Int = 20, after: String): [${next}!]!
}`;
}

/** Each subgraph adds a field to an entity of the one before it, so that all of them are joined. */
function extension(subgraph: number): string {
  if (subgraph === 0) return '';
  return `type S${subgraph - 1}T0 @key(fields: "id") {\n  id: ID!\n  from${subgraph}: S${subgraph}T0\n}`;
}

const query = (subgraph: number): string =>
  `type Query {\n  s${subgraph}(id: ID!): S${subgraph}T0\n}\n\ntype Page @shareable {\n  next: String\n}`;

function sdlOf(subgraph: number, types: number): string {
  const own = Array.from({ length: types }, (_, index) => typeOf(subgraph, index, types));
  return [LINK, query(subgraph), extension(subgraph), ...own].filter(Boolean).join('\n\n');
}

/** Writes a project of so many subgraphs with so many types each; returns its folder. */
export function writeGeneratedProject(subgraphs: number, types: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'registry-bench-'));
  const names = Array.from({ length: subgraphs }, (_, index) => `s${index}`);
  for (const [index, name] of names.entries())
    writeFileSync(join(folder, `${name}.graphql`), `${sdlOf(index, types)}\n`);
  const entries = names.map(
    (name) => `  ${name}: { routing_url: "http://${name}/", schema: { file: ${name}.graphql } }\n`,
  );
  writeFileSync(
    join(folder, 'supergraph.yaml'),
    `federation_version: =2.14.4\nsubgraphs:\n${entries.join('')}`,
  );
  return folder;
}
