import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DevelopmentIssuer, openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { createServiceKeys } from 'platform/auth/service-keys';
import { TRUSTED_KEYS_FILE } from 'platform/graphql/run-subgraph';
import { serveJwks } from 'platform/local-stack/jwks-server';
import { toldPort } from 'platform/local-stack/listening';
import { stopProcess } from 'platform/local-stack/processes';
import { readOrCreateSecret } from 'platform/local-stack/secrets';
import { stopwatch } from 'platform/local-stack/stack';
import { StartupError } from 'platform/local-stack/startup-error';
import { keysFolder, type Mode, recordChild, stackFolder } from 'platform/local-stack/state';
import { stringify } from 'yaml';
import { GATEWAY_SETTINGS } from './gateway-settings.ts';
import { untilReady } from './ready.ts';
import { type StartTopology, SUPERGRAPH_FILE, type TopologyOptions } from './topology.ts';

const STOP_GRACE_MS = 9_000;

interface Options extends TopologyOptions {
  /** Is told which process went, and how. */
  readonly onEnd: (which: string) => void;
}

/** Each subgraph and the gateway as a process of its own, over HTTP with internal tokens. Fails when one goes before all is ready. */
export const startProcesses: StartTopology = async (options) => {
  const lost = Promise.withResolvers<string>();
  const failed = lost.promise.then((which): never => {
    throw new StartupError(`${which} has gone before all was ready: see above.`);
  });
  await Promise.race([startAll({ ...options, onEnd: lost.resolve }), failed]);
  return { lost: lost.promise };
};

async function startAll(options: Options): Promise<void> {
  const { mode, names, port, drain } = options;
  const issuer = await openDevelopmentIssuer(keysFolder(mode));
  const keys = await createServiceKeys(keysFolder(mode), [...names, 'gateway']);
  writeFileSync(join(keysFolder(mode), TRUSTED_KEYS_FILE), JSON.stringify(keys.jwks));
  const jwks = await serveJwks(issuer.jwks);
  drain.add('public keys', jwks.close);
  const urls = await Promise.all(
    names.map(async (name) => [name, await startSubgraph(options, name)] as const),
  );
  const config = join(stackFolder(mode), 'gateway.yaml');
  const cursorSecret = readOrCreateSecret(join(keysFolder(mode), 'cursor.secret'));
  const settings = gatewayConfig(mode, new Map(urls), issuer, jwks.url, cursorSecret);
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
  await startProcess(options, 'gateway', args, {});
}

/** It takes a port that is free and tells which: one looked for here could be another's by then. */
const startSubgraph = (options: Options, name: string): Promise<string> =>
  startProcess(options, name, [`subgraphs/${name}/main.ts`], {
    PORT: '0',
    KEYS_DIR: keysFolder(options.mode),
  });

const gatewayConfig = (
  mode: Mode,
  urls: ReadonlyMap<string, string>,
  { issuer, audience }: DevelopmentIssuer,
  jwksUrl: string,
  cursorSecret: string,
) => ({
  ...GATEWAY_SETTINGS,
  authentication: { issuer, audience, jwksUrl },
  internalTokens: { directory: keysFolder(mode), service: 'gateway' },
  live: { cursorSecrets: [cursorSecret] },
  subgraphs: Object.fromEntries([...urls].map(([name, url]) => [name, { url, internalToken: true }])),
});

/** Starts a program of ours in our process group; resolves with its URL when it is ready. */
async function startProcess(
  { mode, stack, drain, report, onEnd }: Options,
  name: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const seconds = stopwatch();
  const servers = {
    DATABASE_URL: stack.postgresUrl,
    KAFKA_BROKERS: stack.kafkaBrokers?.join(','),
    REDIS_URL: stack.redisUrl,
  };
  const child = spawn(process.execPath, args, {
    env: { LOG_LEVEL: 'warn', ...process.env, ...servers, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pid = child.pid as number;
  drain.add(name, () =>
    stopProcess(pid, { signal: 'SIGTERM', lastResort: 'SIGKILL', graceMs: STOP_GRACE_MS }),
  );
  const record = { pid, command: args[0] as string };
  recordChild(mode, record);
  child.once('exit', (code, signal) =>
    onEnd(`${name} (process ${pid}, ended ${signal ? `by ${signal}` : `with code ${code}`})`),
  );
  const port = await toldPort(name, child);
  const url = `http://127.0.0.1:${port}/graphql`;
  recordChild(mode, { ...record, url });
  await untilReady(name, port);
  report(`${name}: process ${pid} at port ${port}, ready after ${seconds()} s`);
  return url;
}
