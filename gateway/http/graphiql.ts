import type { FastifyInstance } from 'fastify';
import { type RuruClientConfig, ruruHTML } from 'ruru/server';
import { getStaticFile } from 'ruru/static';

const PAGE = '/graphiql';
const STATIC = '/graphiql/static/';

/** GraphiQL's page. All it loads comes from this server: it works without a network. */
export const graphiqlPage = (): string =>
  ruruHTML({
    staticPath: STATIC,
    endpoint: '/graphql',
    clientConfig: { defaultQuery: DEFAULT_QUERY } as RuruClientConfig,
  });

const DEFAULT_QUERY = `# Headers (below): { "authorization": "Bearer <token>" }
query {
  __typename
}
`;

/** Adds the page and its files. */
export function addGraphiql(server: FastifyInstance): void {
  const html = graphiqlPage();
  server.get(PAGE, (_request, reply) => reply.type('text/html; charset=utf-8').send(html));
  server.get(`${STATIC}*`, async (request, reply) => {
    const acceptEncoding = request.headers['accept-encoding'];
    const file = await getStaticFile({ staticPath: STATIC, urlPath: request.url, acceptEncoding });
    if (!file) return reply.code(404).send();
    return reply.headers({ ...file.headers, 'cache-control': 'public, max-age=3600' }).send(file.content);
  });
}
