import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, type GraphQLSchema, parse } from 'graphql';
import { present } from 'platform/kernel/assert';
import { fetchInProcess, type LocalSubgraph } from '../../data-source/in-process.ts';
import { createFederatedExecutor } from '../../executor/federated.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { quiet } from '../quiet.ts';
import { differences } from './differences.ts';
import { createOracle, type Operation } from './oracle.ts';
import { factsOf } from './world/facts.ts';
import { hostSubgraph } from './world/host.ts';
import { createWorld, type WorldOptions } from './world/world.ts';

/** SDL by name of the subgraph. */
export type Sdls = Readonly<Record<string, string>>;

/** A supergraph with a world of data, on which operations are tried. */
export interface Trial {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Throws with all there is to know when the gateway's answer is not as the specification says. */
  try(operation: Operation): Promise<void>;
}

export type Ask = (operation: Operation) => Promise<ExecutionResult>;

/** Puts a gateway on a supergraph. */
export type Connect = (supergraphSdl: string, subgraphs: ReadonlyMap<string, LocalSubgraph>) => Ask;

/** The supergraph of these subgraphs; undefined when they do not compose. */
export function compose(sdls: Sdls): string | undefined {
  const services = Object.entries(sdls).map(([name, sdl]) => ({
    name,
    url: `http://${name}.invalid/`,
    typeDefs: parse(sdl),
  }));
  return composeServices(services).supergraphSdl;
}

/** Throws when the gateway does not load the supergraph. */
export function createTrial(
  sdls: Sdls,
  supergraphSdl: string,
  options: WorldOptions,
  connect: Connect = executor,
): Trial {
  const schemas = new Map(Object.entries(sdls).map(([name, sdl]) => [name, buildSubgraphSchema(parse(sdl))]));
  const facts = factsOf(schemas);
  let world = createWorld(facts, options);
  const fetches: string[] = [];
  const subgraphs = new Map(
    [...schemas].map(([name, schema]): [string, LocalSubgraph] => [
      name,
      {
        execute(request, actor) {
          fetches.push(`${name}: ${request.query} ${JSON.stringify(request.variables)}`);
          return hostSubgraph(name, schema, world).execute(request, actor);
        },
      },
    ]),
  );
  const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  const truthOf = createOracle(schema, () => createWorld(facts, options));
  const ask = connect(supergraphSdl, subgraphs);
  return {
    schema,
    async try(operation) {
      const truth = await truthOf(operation);
      world = createWorld(facts, options);
      fetches.length = 0;
      const result = await ask(operation);
      const found = differences(truth, result, world.log);
      if (found.length > 0) throw new Error([...found, 'fetches:', ...fetches].join('\n'));
    },
  };
}

/** The executor alone, without what stands around it. */
const executor: Connect = (supergraphSdl, subgraphs) => {
  const state = loadSupergraph(supergraphSdl, ({ name }) => {
    const fetch = fetchInProcess(present(subgraphs.get(name), 'a subgraph of the supergraph'));
    return async (...asked) => JSON.parse(JSON.stringify(await fetch(...asked)));
  });
  const execute = createFederatedExecutor(quiet);
  return async (operation) => {
    const context = { requestId: 'fuzz', headers: {} };
    return JSON.parse(JSON.stringify(await execute(state, { ...operation, context })));
  };
};
