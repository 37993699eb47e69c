import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LocalSubgraph } from '../../data-source/in-process.ts';
import { federation, type TestFederation } from '../federation.ts';
import type { Suite } from './suite.ts';

export interface Host {
  /** Composes the supergraph of a suite, each subgraph at an URL of its own. Throws when it does not compose. */
  serve(name: string, suite: Suite): TestFederation;
  close(): Promise<void>;
}

/** Serves subgraphs over HTTP: one server, one path each. */
export async function startHost(): Promise<Host> {
  const subgraphs = new Map<string, LocalSubgraph>();
  const server = createServer(async (request, response) => {
    const answer = await answerOf(subgraphs.get(request.url ?? ''), request);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    serve(suiteName, suite) {
      const pathOf = (name: string) => `/${suiteName}/${name}`;
      const definitions = Object.entries(suite.subgraphs).map(
        ([name, subgraph]) =>
          [name, { ...subgraph, url: `http://127.0.0.1:${port}${pathOf(name)}` }] as const,
      );
      const composed = federation(Object.fromEntries(definitions));
      for (const [name, subgraph] of composed.subgraphs) subgraphs.set(pathOf(name), subgraph);
      return composed;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answerOf(subgraph: LocalSubgraph | undefined, request: IncomingMessage): Promise<unknown> {
  return subgraph?.execute(JSON.parse(await text(request)), undefined);
}
