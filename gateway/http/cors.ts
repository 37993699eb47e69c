import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { CorsSettings } from '../config/cors.ts';

/** Lets the pages of the configured origins call (https://fetch.spec.whatwg.org, "HTTP-CORS protocol"). */
export async function addCors(server: FastifyInstance, settings: CorsSettings): Promise<void> {
  const { origins, credentials, methods, headers, exposedHeaders, maxAgeS } = settings;
  await server.register(cors, {
    origin: origins.includes('*')
      ? '*'
      : origins.map((origin) => (origin.includes('*') ? pattern(origin) : origin)),
    credentials,
    methods,
    ...(headers && { allowedHeaders: headers }),
    exposedHeaders,
    maxAge: maxAgeS,
    // An OPTIONS that is no preflight is answered as any other method that is not served.
    strictPreflight: false,
  });
}

/** `*` is one part of a name: it takes no dot, so that nobody else's site can match. */
const pattern = (origin: string): RegExp =>
  new RegExp(`^${origin.replaceAll('.', '\\.').replaceAll('*', '[a-z0-9-]+')}$`);
