import type { Logger } from 'pino';
import { present } from 'platform/kernel/assert';
import type { Fetch, SubgraphOperation, SubgraphResponse } from '../../data-source/data-source.ts';
import type { Execute, OperationRequest } from '../../executor/execute.ts';
import { answerOf, refuseUnauthorised, runOperation } from '../../executor/federated.ts';
import { type CompiledOperation, compiledOf } from '../../executor/operations.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import type { EventContext } from '../event-executor.ts';

/** What a subgraph is subscribed to with: the first fetch of a plan. */
export interface Primary {
  readonly subgraph: string;
  readonly operation: SubgraphOperation;
  /** What decided between the ways of `@override`, of 0 to 1: the same for all events. */
  readonly draw: number;
}

/** The context of a subscription's execution, for one response of its subgraph or, when it opens, for none. */
export interface PassThroughContext extends Omit<EventContext, 'event' | 'onAdmitted'> {
  /** Called instead of executing when there is no response: the actor may have the field, and it can be planned. */
  readonly onAdmitted?: (primary?: Primary) => void;
  readonly draw?: number;
  readonly passedOn?: { readonly primary: Primary; readonly response: SubgraphResponse };
}

/** Executes authorised subscriptions that begin at a subgraph, for the response in their context. */
export function createPassThroughExecutor(logger: Logger): Execute {
  return async (state, request) => {
    refuseUnauthorised(state, request);
    const { passedOn, onAdmitted, draw = Math.random() } = request.context as PassThroughContext;
    const compiled = compiledOf(state, request, () => passedOn?.primary.draw ?? draw);
    if (!passedOn) {
      onAdmitted?.(await primaryOf(state, compiled, request, draw, logger));
      return { data: null };
    }
    const fetches = withResponse(state.fetches, passedOn.primary, passedOn.response);
    return answerOf(compiled, await runOperation(compiled, request, fetches, logger));
  };
}

/** Runs the plan up to its first fetch, to see with what it asks. */
async function primaryOf(
  { fetches }: SupergraphState,
  compiled: CompiledOperation,
  request: OperationRequest,
  draw: number,
  logger: Logger,
): Promise<Primary> {
  const { subgraph } = present(compiled.primary, 'the plan of a subscription begins with its event');
  let asked: SubgraphOperation | undefined;
  const look: Fetch = async (operation) => {
    asked ??= operation;
    return { data: null };
  };
  await runOperation(compiled, request, { ...fetches, [subgraph]: look }, logger);
  return { subgraph, operation: present(asked, 'the first fetch of a plan has nothing to wait for'), draw };
}

/** The subgraph may have to be asked for entities too: only its subscription is answered already. */
function withResponse(
  fetches: SupergraphState['fetches'],
  { subgraph, operation: { query } }: Primary,
  response: SubgraphResponse,
): SupergraphState['fetches'] {
  const fetch: Fetch = (operation, context) =>
    operation.query === query
      ? Promise.resolve(response)
      : present(fetches[subgraph], 'a planned subgraph exists')(operation, context);
  return { ...fetches, [subgraph]: fetch };
}
