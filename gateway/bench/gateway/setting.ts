import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'platform/kernel/assert';
import { freePort } from 'platform/local-stack/ports';
import { StartupError } from 'platform/local-stack/startup-error';
import type { Expected } from './load/load.ts';
import type { Contender } from './servers/contender.ts';
import { OTHER_CPU, pinTo, type Server, startGatewayProcess } from './servers/process.ts';
import { type Subgraphs, startSubgraphs } from './servers/subgraphs-process.ts';
import { DEEP, SMALL } from './shop/queries.ts';
import type { Variant } from './shop/schema.ts';
import { shop } from './shop/shop.ts';

/** The subgraphs, the supergraph of them, and the gateways that were started over it. */
export interface Setting {
  readonly subgraphs: Subgraphs;
  readonly folder: string;
  /** The supergraph of the benchmark, or another form of it. */
  compose(variant: Variant): string;
  /** Puts another supergraph in the place of the one that is served. */
  publish(supergraph: string): void;
  start(contender: Contender): Promise<Server>;
  stop(): Promise<void>;
}

/** Rejects with StartupError where CPUs cannot be told apart. */
export async function startSetting(): Promise<Setting> {
  if (process.platform !== 'linux' || availableParallelism() < 2)
    throw new StartupError('The benchmark needs Linux (taskset, /proc) and two CPUs.');
  pinTo(OTHER_CPU);
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  const supergraph = join(folder, 'supergraph.graphql');
  const subgraphs = await startSubgraphs();
  const compose = (variant: Variant) => shop(subgraphs.url, variant).supergraphSdl;
  const publish = (sdl: string): void => {
    writeFileSync(`${supergraph}.next`, sdl);
    renameSync(`${supergraph}.next`, supergraph);
  };
  publish(compose({}));
  const started: Server[] = [];
  return {
    ...{ subgraphs, folder, compose, publish },
    async start({ command }) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/graphql`;
      const server = await startGatewayProcess(
        command({ folder, supergraph, subgraphsUrl: subgraphs.url, port }),
        url,
      );
      started.push(server);
      return server;
    },
    async stop() {
      for (const server of [...started, subgraphs]) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const QUERIES = { deep: DEEP, small: SMALL } as const;
export type QueryName = keyof typeof QUERIES;

/** The data that a gateway answers a query with; fails when there are errors. */
export async function dataOf(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Expected> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: Expected; errors?: unknown };
  assert(data && !errors, `${url}: ${JSON.stringify(errors)?.slice(0, 500)}`);
  return data;
}
