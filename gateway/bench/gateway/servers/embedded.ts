/** This gateway with the subgraphs in its own process: `embedded.ts SUPERGRAPH PORT`. */
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import { pino } from 'pino';
import { createMetrics } from 'platform/telemetry/metrics';
import { gatewayConfig } from '../../../config.ts';
import type { LocalSubgraph } from '../../../data-source/in-process.ts';
import { startGateway } from '../../../gateway.ts';
import { shop } from '../shop/shop.ts';
import { BARE } from './ours.ts';

/** No more than it must do: texts are parsed once and not validated. */
function local(schema: GraphQLSchema): LocalSubgraph {
  const documents = new Map<string, DocumentNode>();
  return {
    async execute({ query, variables }) {
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      return execute({ schema, document, variableValues: variables });
    },
  };
}

const [file = '', port] = process.argv.slice(2);
const { schemas } = shop('http://127.0.0.1:1');
await startGateway({
  supergraph: { file },
  port: Number(port),
  config: gatewayConfig.parse(BARE),
  localSubgraphs: new Map([...schemas].map(([name, schema]) => [name, local(schema)])),
  logger: pino({ level: 'warn' }),
  metrics: createMetrics(),
});
