import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface JwksServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves public keys on loopback, as an identity provider does, at a port that is free. */
export const serveJwks = (jwks: object): Promise<JwksServer> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(jwks);
    const server = createServer((request, response) => {
      const found = request.method === 'GET' && request.url === PATH;
      response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? body : '{}');
    }).once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = () => new Promise<void>((done) => void server.close(() => done()).closeAllConnections());
      resolve({ url: `http://127.0.0.1:${port}${PATH}`, close });
    });
  });

const PATH = '/.well-known/jwks.json';
