import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import { selectedOperation } from '../../operations/selected-operation.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import { openFragments } from './interface-objects.ts';
import { withKeyedInputs } from './keyed-inputs.ts';
import { mapFetches } from './map-fetches.ts';
import { withMutationsInOrder } from './mutation-order.ts';
import { type PartedFetch, partsOf } from './parts.ts';
import { requirementsOf } from './requirements.ts';
import { withoutRootTypes } from './root-types.ts';
import { assertSound } from './soundness.ts';
import { resolveStandIns, separateWays } from './stand-ins.ts';

/** The plan of an operation. */
export interface Plan {
  /** What is to be fetched; undefined when nothing is. */
  readonly node: PlanNode | undefined;
  /** Of a subscription, the fetch that its events answer. It is the first of the plan. */
  readonly primary?: { readonly subgraph: string; readonly operation: string };
}

/**
 * Plans an operation of a valid document, of which nothing may be left. `overridden`: the labels that are set. Fails with
 * OPERATION_UNRESOLVABLE when the planner finds no way.
 */
export function buildPlan(
  state: SupergraphState,
  document: DocumentNode,
  operationName: string,
  overridden: readonly string[],
): Plan {
  if (selectedOperation(document, operationName || undefined).selectionSet.selections.length === 0)
    return { node: undefined };
  const { planning, requiredArguments } = state;
  const { node, primary } = asPlan(planned());
  if (node) assertSound(node, requirementsOf(state));
  const separated = node && separateWays(node, requiredArguments);
  return { node: separated && mapFetches(separated, inParts), ...(primary && { primary }) };

  function inParts(fetch: FetchNode): PartedFetch {
    return { ...finished(fetch), parts: partsOf(state, fetch).map(finished) };
  }

  function finished(fetch: FetchNode): FetchNode {
    const resolved = resolveStandIns(fetch, requiredArguments);
    return planning.finished(withoutRootTypes(withKeyedInputs(state, resolved)));
  }

  function planned(): QueryPlan {
    const plannable = withMutationsInOrder(state, openFragments(state, document));
    try {
      return planning.plan(plannable, operationName, overridden);
    } catch (cause) {
      const error = new PlatformError('OPERATION_UNRESOLVABLE', 'There is no way to answer this operation.');
      error.cause = cause;
      throw error;
    }
  }
}

function asPlan({ node }: QueryPlan): Plan {
  if (node?.kind !== 'Subscription') return { node };
  const { primary, rest } = node;
  return {
    node: { kind: 'Sequence', nodes: rest ? [primary, rest] : [primary] },
    primary: { subgraph: primary.serviceName, operation: primary.operation },
  };
}
