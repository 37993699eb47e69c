import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type ExecutionResult, type GraphQLSchema, parse } from 'graphql';
import { present } from 'platform/kernel/assert';
import type { Fetch } from '../../data-source/data-source.ts';
import { fetchInProcess, type LocalSubgraph } from '../../data-source/in-process.ts';
import { answerText, dataOf } from '../../executor/answer.ts';
import { createFederatedExecutor } from '../../executor/federated.ts';
import { withKnownPaths } from '../../executor/known-paths.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { quiet } from '../quiet.ts';
import { differences } from './differences.ts';
import { createOracle, type Operation } from './oracle.ts';
import { hostAll, type Sdls } from './world/hosting.ts';
import type { WorldOptions } from './world/world.ts';

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

/** The schema that clients see. */
export const apiSchemaOf = (supergraphSdl: string): GraphQLSchema =>
  Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();

/** Throws when the gateway does not load the supergraph. */
export function createTrial(
  sdls: Sdls,
  supergraphSdl: string,
  options: WorldOptions,
  connect: Connect = inProcess,
): Trial {
  const hosting = hostAll(sdls, options);
  const schema = apiSchemaOf(supergraphSdl);
  const truthOf = createOracle(schema, hosting.createWorld);
  const ask = connect(supergraphSdl, hosting.subgraphs);
  return {
    schema,
    async try(operation) {
      const truth = await truthOf(operation);
      hosting.restart();
      const result = await ask(operation);
      const found = differences(truth, result, hosting.log);
      if (found.length > 0) throw new Error([...found, 'fetches:', ...hosting.fetches].join('\n'));
    },
  };
}

/** The executor alone, without what stands around it. */
const inProcess: Connect = (supergraphSdl, subgraphs) =>
  connectExecutor(supergraphSdl, (name) => {
    const fetch = fetchInProcess(present(subgraphs.get(name), 'a subgraph of the supergraph'));
    return async (...asked) => JSON.parse(JSON.stringify(await fetch(...asked)));
  });

/** The executor over whatever reaches a subgraph. Its answers are as a client gets them. */
export function connectExecutor(supergraphSdl: string, fetchFrom: (subgraph: string) => Fetch): Ask {
  const state = loadSupergraph(supergraphSdl, ({ name }) => fetchFrom(name));
  const execute = withKnownPaths(createFederatedExecutor(quiet));
  return async (operation) => {
    const answer = await execute(state, { ...operation, context: { requestId: 'fuzz', headers: {} } });
    const { data, ...rest } = answer;
    const text = answerText(answer);
    const expanded = answerText({ ...rest, data: dataOf(answer) });
    if (text !== expanded) throw new Error(`written: ${text}\nas objects: ${expanded}`);
    return JSON.parse(text);
  };
}
