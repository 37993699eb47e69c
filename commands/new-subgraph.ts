import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { buildSchema } from 'graphql';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { compose } from 'schema-registry/compose/artifacts';
import { readSupergraphConfig } from 'schema-registry/config/supergraph-config';
import { addToSupergraph } from './new-subgraph/add-to-supergraph.ts';
import { type Names, namesOf } from './new-subgraph/names.ts';
import { writeTemplate } from './new-subgraph/write-template.ts';

const SUPERGRAPH = 'supergraph.yaml';

interface Options {
  readonly entity?: string;
  readonly install: boolean;
}

async function refuseWhatIsThere(folder: string, { name, Entity, entity }: Names): Promise<void> {
  const config = readSupergraphConfig(SUPERGRAPH);
  if (existsSync(folder) || name in config.subgraphs)
    throw new StartupError(`There is a subgraph ${name} already.`);
  const composed = await compose(config);
  if (!composed.ok) throw new StartupError('The present schemas do not compose: see npm run compose.');
  const api = buildSchema(composed.value.apiSdl);
  if (api.getType(Entity) || api.getQueryType()?.getFields()[entity]) {
    throw new StartupError(`The API has a ${Entity} already: choose another --entity.`);
  }
}

function step(title: string, program: string, ...args: readonly string[]): void {
  console.log(title);
  const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0)
    throw new StartupError(`${title}: failed. Put it right and run: ${program} ${args.join(' ')}`);
}

async function create(name: string, { entity, install }: Options): Promise<void> {
  const names = namesOf(name, entity);
  const folder = join('subgraphs', name);
  await refuseWhatIsThere(folder, names);
  const files = writeTemplate(folder, names);
  console.log(`wrote ${files.length} files to ${folder}`);
  writeFileSync(SUPERGRAPH, addToSupergraph(readFileSync(SUPERGRAPH, 'utf8'), name));
  if (install) step('linking the workspace', 'npm', 'install', '--no-audit', '--no-fund');
  step('formatting', 'node_modules/.bin/biome', 'check', '--write', folder);
  step('composing', process.execPath, 'schema-registry/cli.ts', 'compose');
  step('generating', process.execPath, 'commands/generate.ts');
  console.log(`
${folder} is part of the supergraph. Its scopes are ${name}:read and ${name}:write.
Next: say in ${folder}/schema what ${names.Entity} is, then npm test -- ${folder}`);
}

const command = new Command('new-subgraph')
  .description("Writes a new subgraph's skeleton and makes it a part of the supergraph.")
  .argument('<name>', 'of the domain: gift-cards')
  .option('--entity <Type>', "its first aggregate (default: the name's singular, GiftCard)")
  .option('--no-install', 'do not link the new workspace with npm install')
  .parse();

await runCommand(() => create(command.args[0] as string, command.opts<Options>()));
