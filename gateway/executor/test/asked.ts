import { type ExecutionResult, parse, validate } from 'graphql';
import { fetchInProcess } from '../../data-source/in-process.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { federation, type TestSubgraph } from '../../test/federation.ts';
import { quiet } from '../../test/quiet.ts';
import { createFederatedExecutor } from '../federated.ts';

export interface Asked extends ExecutionResult {
  /** What each subgraph was asked, in order: `name: operation`. */
  readonly fetches: readonly string[];
}

/** Composes subgraphs; returns how to execute a valid operation on them. */
export function composed(
  definitions: Readonly<Record<string, TestSubgraph>>,
  random?: () => number,
): (query: string, variables?: Record<string, unknown>) => Promise<Asked> {
  const { supergraphSdl, subgraphs, calls } = federation(definitions);
  const state = loadSupergraph(supergraphSdl, ({ name }) => {
    const subgraph = subgraphs.get(name);
    if (!subgraph) throw new Error(`there is no ${name}`);
    return fetchInProcess(subgraph);
  });
  const execute = createFederatedExecutor(quiet, random);
  return async (query, variables = {}) => {
    const document = parse(query);
    const [error] = validate(state.schema, document);
    if (error) throw error;
    calls.length = 0;
    const answer = await execute(state, { document, variables, context: { requestId: 'r', headers: {} } });
    const fetches = calls.map((call) => `${call.subgraph}: ${call.query}`);
    return { ...JSON.parse(JSON.stringify(answer)), fetches };
  };
}
