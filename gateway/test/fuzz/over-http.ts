import { type ExecutionResult, OperationTypeNode, print } from 'graphql';
import { present } from 'platform/kernel/assert';
import type { LocalSubgraph } from '../../data-source/in-process.ts';
import { selectedOperation } from '../../operations/selected-operation.ts';
import { json, startHttpServer } from '../http-server.ts';
import { startTestGateway, type TestGateway } from '../start.ts';
import type { Operation } from './oracle.ts';
import type { Connect } from './trial.ts';

/** Gateways with all that stands around the executor, over subgraphs that are servers. */
export interface Network {
  readonly connect: Connect;
  /** Stops the gateways. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

/** What the operations of the fuzz would run into. */
const WIDE = 1_000_000_000;
const CONFIG = {
  errors: { exposeSubgraphMessages: true },
  cost: { maximum: WIDE },
  limits: { depth: 100, aliases: 10_000, directives: 10_000, rootFields: 10_000, tokens: 100_000 },
};

export async function startNetwork(): Promise<Network> {
  const subgraphs = new Map<string, LocalSubgraph>();
  const server = await startHttpServer(async (request, response, body) => {
    const subgraph = present(subgraphs.get(request.url ?? ''), 'a subgraph of the supergraph');
    json(await subgraph.execute(JSON.parse(body), undefined))(request, response, body);
  });
  const gateways: Promise<TestGateway>[] = [];

  const connect: Connect = (supergraphSdl, hosted) => {
    const paths = [...hosted].map(([name, subgraph]) => {
      const path = `/${gateways.length}/${name}`;
      subgraphs.set(path, subgraph);
      return [name, { url: new URL(path, server.url).href }] as const;
    });
    const config = { ...CONFIG, subgraphs: Object.fromEntries(paths) };
    const started = startTestGateway({ supergraph: { sdl: supergraphSdl }, config });
    gateways.push(started);
    return async (operation) => ask(await started, operation);
  };

  return {
    connect,
    async disconnect() {
      for (const gateway of gateways.splice(0)) await (await gateway).close();
      subgraphs.clear();
    },
    close: () => server.close(),
  };
}

/** Queries with variables by GET, all else by POST. */
async function ask(gateway: TestGateway, { document, variables }: Operation): Promise<ExecutionResult> {
  const query = print(document);
  const isQuery = selectedOperation(document, undefined).operation === OperationTypeNode.QUERY;
  if (!isQuery || Object.keys(variables).length === 0) {
    const { body } = await gateway.ask(query, { variables });
    return body as unknown as ExecutionResult;
  }
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const accept = 'application/graphql-response+json';
  const { text } = await gateway.get(`/graphql?${parameters}`, { accept });
  return JSON.parse(text);
}
