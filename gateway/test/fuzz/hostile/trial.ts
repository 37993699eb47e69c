import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { present } from 'platform/kernel/assert';
import { readAnswer } from '../../../data-source/http/answer.ts';
import { fetchInProcess } from '../../../data-source/in-process.ts';
import type { Choices } from '../choices.ts';
import type { Operation } from '../oracle.ts';
import { createOracle } from '../oracle.ts';
import { apiSchemaOf, connectExecutor } from '../trial.ts';
import { hostAll, type Sdls } from '../world/hosting.ts';
import type { WorldOptions } from '../world/world.ts';
import { errorFaults } from './error-faults.ts';
import { formFaults, selfTelling } from './form.ts';
import { createKeeping } from './keeping.ts';
import { tampered } from './tamper.ts';

/** A supergraph whose subgraphs give odd answers. */
export interface HostileTrial {
  readonly schema: GraphQLSchema;
  /** Throws with all there is to know when the gateway does not answer as it should in spite of odd answers. */
  try(operation: Operation, choices: Choices): Promise<void>;
}

/** Of all answers so many are odd. */
const ODD_RATE = 0.35;
const MAX_BYTES = 10_000_000;

/** Makes the body of an answer; throws for no answer. */
type Answer = (fetch: { readonly subgraph: string; readonly query: string }, answer: object) => Buffer;

const asItIs: Answer = (_fetch, answer) => Buffer.from(JSON.stringify(answer));

export function createHostileTrial(sdls: Sdls, supergraphSdl: string, options: WorldOptions): HostileTrial {
  const hosting = hostAll(sdls, options);
  const schema = apiSchemaOf(supergraphSdl);
  const truthOf = createOracle(schema, hosting.createWorld);
  const keeping = createKeeping(schema);
  let answerWith = asItIs;
  const ask = connectExecutor(supergraphSdl, (subgraph) => {
    const fetch = fetchInProcess(present(hosting.subgraphs.get(subgraph), 'a subgraph of the supergraph'));
    return async (operation, context) => {
      const answer = await fetch(operation, context);
      const body = answerWith({ subgraph, query: operation.query }, answer);
      return readAnswer({ status: 200, headers: {}, body }, MAX_BYTES);
    };
  });
  const answer = (operation: Operation, answering: Answer): Promise<ExecutionResult> => {
    hosting.restart();
    answerWith = answering;
    return ask(operation);
  };

  return {
    schema,
    async try(plain, choices) {
      const operation = selfTelling(schema, plain);
      const odd = oddAnswers(choices);
      const given = await answer(operation, odd.answer);
      const without = await answer(operation, odd.none);
      const { result: truth } = await truthOf(operation);
      const isFed = (type: string, field: string) =>
        hosting.facts.live(type, field).some(({ subgraph }) => odd.subgraphs.has(subgraph));
      const faults = [
        ...(await formFaults(schema, operation, given)),
        ...errorFaults(given),
        ...(await keeping(operation, without, given, isFed)),
        ...(await keeping(operation, without, truth)),
      ];
      if (faults.length > 0)
        throw new Error(
          [
            ...faults,
            `given: ${JSON.stringify(given)}`,
            `without: ${JSON.stringify(without)}`,
            ...odd.log,
          ].join('\n'),
        );
    },
  };
}

/** Some odd answers, and the same fetches with none. */
function oddAnswers(choices: Choices) {
  const fetches = new Set<string>();
  const subgraphs = new Set<string>();
  const log: string[] = [];
  const answer: Answer = (fetch, right) => {
    if (!choices.chance(ODD_RATE)) return asItIs(fetch, right);
    fetches.add(`${fetch.subgraph} ${fetch.query}`);
    subgraphs.add(fetch.subgraph);
    const body = tampered(choices, right);
    log.push(`${fetch.subgraph}: ${fetch.query}`, `  ${body}`.slice(0, 3000));
    return body;
  };
  const none: Answer = (fetch, right) => {
    if (fetches.has(`${fetch.subgraph} ${fetch.query}`)) throw new Error('no answer');
    return asItIs(fetch, right);
  };
  return { answer, none, subgraphs, log };
}
