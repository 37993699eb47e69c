import type { FastifyInstance, FastifyReply } from 'fastify';
import { type RuruClientConfig, ruruHTML } from 'ruru/server';
import { getStaticFile } from 'ruru/static';
import { refused } from './refused.ts';
import { FILE_POLICY, pagePolicy } from './security-headers.ts';

const PAGE = '/graphiql';
const STATIC = '/graphiql/static/';

/** Sends GraphiQL's page. All it loads comes from this server: it works without a network. */
export type SendPage = (reply: FastifyReply) => FastifyReply;

const DEFAULT_QUERY = `# Headers (below): { "authorization": "Bearer <token>" }
query {
  __typename
}
`;

/** Adds the page and its files. Returns how to send the page at other paths. */
export function addGraphiql(server: FastifyInstance): SendPage {
  const html = ruruHTML({
    staticPath: STATIC,
    endpoint: '/graphql',
    clientConfig: { defaultQuery: DEFAULT_QUERY } as RuruClientConfig,
  });
  const policy = pagePolicy(html);
  const send: SendPage = (reply) =>
    reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(html);
  server.get(PAGE, (_request, reply) => send(reply));
  server.get(`${STATIC}*`, async ({ url, headers }, reply) => {
    const acceptEncoding = headers['accept-encoding'];
    const file = await getStaticFile({ staticPath: STATIC, urlPath: url, acceptEncoding });
    if (!file) throw refused(404, 'There is no such file.');
    void reply.headers({ ...file.headers, 'cache-control': 'public, max-age=3600' });
    return reply.header('content-security-policy', FILE_POLICY).send(file.content);
  });
  return send;
}
