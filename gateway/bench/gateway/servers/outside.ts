import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { serveJwks } from 'platform/local-stack/jwks-server';

/** What a gateway with all features needs of the world: an issuer of tokens, and someone who takes its traces. */
export interface Outside {
  readonly authentication: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string };
  /** Of an actor who may see everything. */
  readonly token: string;
  /** Takes spans over OTLP, and forgets them. */
  readonly otlpUrl: string;
  stop(): Promise<void>;
}

export async function startOutside(folder: string): Promise<Outside> {
  const { issuer, audience, jwks, signDevelopmentToken } = await openDevelopmentIssuer(join(folder, 'keys'));
  const keys = await serveJwks(jwks);
  const collector = await startCollector();
  return {
    authentication: { issuer, audience, jwksUrl: keys.url },
    token: await signDevelopmentToken({ tenant: 'acme', actor: 'ada', scopes: ['shop'] }),
    otlpUrl: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    async stop() {
      await keys.close();
      collector.closeAllConnections();
      await new Promise((closed) => collector.close(closed));
    },
  };
}

const startCollector = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      request
        .resume()
        .on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
