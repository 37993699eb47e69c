import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DevelopmentIssuer, openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { createServiceKeys } from 'platform/auth/service-keys';
import { TRUSTED_KEYS_FILE } from 'platform/graphql/run-subgraph';
import { serveJwks } from 'platform/local-stack/jwks-server';
import { freePort } from 'platform/local-stack/ports';
import { stopProcess } from 'platform/local-stack/processes';
import { readOrCreateSecret } from 'platform/local-stack/secrets';
import { stopwatch } from 'platform/local-stack/stack';
import { type Child, keysFolder, stackFolder } from 'platform/local-stack/state';
import { stringify } from 'yaml';
import { GATEWAY_SETTINGS } from './gateway-settings.ts';
import { untilReady } from './ready.ts';
import { type StartTopology, SUPERGRAPH_FILE, type TopologyOptions } from './topology.ts';

const STOP_GRACE_MS = 9_000;

/** Each subgraph and the gateway as a process of its own, over HTTP with internal tokens. */
export const startProcesses: StartTopology = async (options) => {
  const { mode, names, port, drain } = options;
  const issuer = await openDevelopmentIssuer(keysFolder(mode));
  const keys = await createServiceKeys(keysFolder(mode), [...names, 'gateway']);
  writeFileSync(join(keysFolder(mode), TRUSTED_KEYS_FILE), JSON.stringify(keys.jwks));
  const jwks = await serveJwks(issuer.jwks);
  drain.add('public keys', jwks.close);
  const ports = new Map<string, number>();
  for (const name of names) ports.set(name, await freePort());
  const started = names.map((name) => startSubgraph(options, name, ports.get(name) as number));
  const subgraphs = await Promise.all(started);
  const config = join(stackFolder(mode), 'gateway.yaml');
  const cursorSecret = readOrCreateSecret(join(keysFolder(mode), 'cursor.secret'));
  const settings = gatewayConfig(options, ports, issuer, jwks.url, cursorSecret);
  writeFileSync(config, stringify(settings), { mode: 0o600 });
  const args = [
    'gateway/main.ts',
    '--supergraph',
    SUPERGRAPH_FILE,
    '--port',
    String(port),
    '--config',
    config,
  ];
  const gateway = await startProcess(options, 'gateway', args, port, {});
  return { children: [...subgraphs, gateway] };
};

const startSubgraph = (options: TopologyOptions, name: string, port: number): Promise<Child> =>
  startProcess(options, name, [`subgraphs/${name}/main.ts`], port, {
    PORT: String(port),
    KEYS_DIR: keysFolder(options.mode),
  });

const gatewayConfig = (
  { names, mode }: TopologyOptions,
  ports: ReadonlyMap<string, number>,
  { issuer, audience }: DevelopmentIssuer,
  jwksUrl: string,
  cursorSecret: string,
) => ({
  ...GATEWAY_SETTINGS,
  authentication: { issuer, audience, jwksUrl },
  internalTokens: { directory: keysFolder(mode), service: 'gateway' },
  live: { cursorSecrets: [cursorSecret] },
  subgraphs: Object.fromEntries(
    names.map((name) => [name, { url: `http://127.0.0.1:${ports.get(name)}/graphql`, internalToken: true }]),
  ),
});

/** Starts a program of ours in our process group; resolves when it is ready. */
async function startProcess(
  { stack, drain, report }: TopologyOptions,
  name: string,
  args: readonly string[],
  port: number,
  environment: NodeJS.ProcessEnv,
): Promise<Child> {
  const seconds = stopwatch();
  const servers = {
    DATABASE_URL: stack.postgresUrl,
    KAFKA_BROKERS: stack.kafkaBrokers?.join(','),
    REDIS_URL: stack.redisUrl,
  };
  const child = spawn(process.execPath, args, {
    env: { LOG_LEVEL: 'warn', ...process.env, ...servers, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const pid = child.pid as number;
  drain.add(name, () =>
    stopProcess(pid, { signal: 'SIGTERM', lastResort: 'SIGKILL', graceMs: STOP_GRACE_MS }),
  );
  let gone = false;
  child.once('exit', () => {
    gone = true;
  });
  await untilReady(name, port, () => gone);
  report(`${name}: process ${pid} at port ${port}, ready after ${seconds()} s`);
  return { pid, command: args[0] as string, url: `http://127.0.0.1:${port}/graphql` };
}
