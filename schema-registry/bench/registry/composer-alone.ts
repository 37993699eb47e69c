import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { parse as parseYaml } from 'yaml';

/** The floor: the composer, with nothing around it, on the project in the working folder. */
const config: { readonly subgraphs: Record<string, { readonly routing_url: string }> } = parseYaml(
  readFileSync('supergraph.yaml', 'utf8'),
);
const services = Object.entries(config.subgraphs).map(([name, { routing_url: url }]) => ({
  name,
  url,
  typeDefs: parse(readFileSync(join(`${name}.graphql`), 'utf8')),
}));
if (composeServices(services).errors) process.exitCode = 1;
