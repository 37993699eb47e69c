import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from 'platform/local-stack/startup-error';
import { VISITOR } from '../load/request.ts';
import { LINK, subgraphs } from '../shop/schema.ts';
import type { Contender } from './contender.ts';

/** Gateways of others, from npm: a package of its own, which no part of the product depends on. */
const PEERS = join(import.meta.dirname, '../../peers');
const HIVE = join(PEERS, 'node_modules/@graphql-hive/gateway/dist/bin.js');
const GRAFBASE = join(PEERS, 'node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase');

/** Hive Gateway with its Rust query planner. */
export const hive: Contender = {
  label: 'Hive Gateway, Rust planner',
  command: ({ supergraph, port }) => {
    install();
    const address = ['--host', '127.0.0.1', '--port', `${port}`];
    const config = ['--config-path', join(PEERS, 'hive.config.mjs')];
    return {
      command: process.execPath,
      args: [HIVE, 'supergraph', supergraph, '--hive-router-runtime', ...config, ...address],
      env: { LOG_LEVEL: 'error' },
    };
  },
};

/**
 * Grafbase's gateway. Its npm package has it inside the development server, which composes the subgraphs itself; the
 * gateway in it is that of production.
 */
export const grafbase: Contender = {
  label: 'Grafbase',
  command: ({ folder, subgraphsUrl, port }) => {
    install();
    if (!existsSync(GRAFBASE)) throw new StartupError('Grafbase is on npm for Linux x64 only.');
    const config = writeGrafbaseConfig(folder, subgraphsUrl);
    return {
      command: GRAFBASE,
      args: ['--home', folder, 'dev', '--config', config, '--listen-address', `127.0.0.1:${port}`],
    };
  },
};

function writeGrafbaseConfig(folder: string, subgraphsUrl: string): string {
  const sections = Object.entries(subgraphs()).map(([name, typeDefs]) => {
    const file = join(folder, `${name}.graphql`);
    writeFileSync(file, LINK + typeDefs);
    return `[subgraphs.${name}]\nurl = "${subgraphsUrl}/${name}"\nschema_path = "${file}"\n`;
  });
  const file = join(folder, 'grafbase.toml');
  writeFileSync(file, [`[[headers]]\nrule = "forward"\nname = "${VISITOR}"\n`, ...sections].join('\n'));
  return file;
}

/** Installs them unless they are there as the lock has them. */
function install(): void {
  const text = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const lock = text(join(PEERS, 'package-lock.json'));
  const installed = join(PEERS, 'node_modules/.lock');
  if (text(installed) === lock) return;
  console.error('installing the gateways of others (npm ci; about 600 MB)');
  const { status } = spawnSync('npm', ['ci', '--no-audit'], {
    cwd: PEERS,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new StartupError(`npm ci in ${PEERS} did not work.`);
  writeFileSync(installed, lock);
}
