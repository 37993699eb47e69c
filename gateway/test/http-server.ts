import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;

/** A real server that answers as it is told to. */
export interface TestServer {
  readonly url: string;
  /** Requests that came, with their bodies. */
  readonly seen: { readonly request: IncomingMessage; readonly body: string }[];
  readonly connections: number;
  answerWith(handler: Handler): void;
  close(): Promise<void>;
}

export async function startHttpServer(first: Handler): Promise<TestServer> {
  let handler = first;
  let connections = 0;
  const seen: TestServer['seen'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    seen.push({ request, body });
    handler(request, response, body);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    seen,
    get connections() {
      return connections;
    },
    answerWith(next) {
      handler = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
