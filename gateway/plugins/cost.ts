import type { ExecutionResult, OperationTypeNode } from 'graphql';
import { counterOf, histogramOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import type { CostSettings } from '../config/cost.ts';
import { mergedOf } from '../executor/answer.ts';
import type { OperationRequest } from '../executor/execute.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { Spend, ThrottleStatus } from './budget.ts';
import type { CostModel } from './cost/cost-model.ts';
import { toGraphQLError } from './errors.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface CostOptions extends Pick<CostSettings, 'expose'> {
  readonly model: CostModel;
  readonly spend: Spend;
  readonly metrics: Registry;
}

/** `extensions.cost` of an answer. */
interface ShownCost {
  readonly requested: number;
  /** 0 when nothing was executed. */
  readonly actual: number;
  /** Absent when nobody's budget is limited. */
  readonly throttleStatus?: ThrottleStatus | undefined;
}

/**
 * Refuses what costs too much before anything is executed, reserves the rest from the budgets, and tells the cost in
 * `extensions.cost`. When execution throws, what was reserved stays spent.
 */
export function useCost({ model, spend, expose, metrics }: CostOptions): GatewayPlugin {
  const count = costMetrics(metrics);
  const withCost = (result: ExecutionResult, cost: ShownCost): ExecutionResult =>
    expose ? { ...result, extensions: { ...result.extensions, cost } } : result;
  return {
    name: 'cost',
    onSupergraph: model.prepare,
    wrapExecute: (next) => async (state, request) => {
      const cost = model.admit(state, request);
      if (!cost) return next(state, request);
      const { requested, type } = cost;
      const { refusal, settle } = await spend(request.context, requested);
      if (refusal) {
        const refused = { errors: [toGraphQLError(refusal)] };
        return withCost(refused, { requested, actual: 0, throttleStatus: settle(0) });
      }
      const result = await next(state, request);
      const actual = cost.actualOf(mergedOf(result));
      count(type, requested, actual);
      return withCost(result, { requested, actual, throttleStatus: settle(actual) });
    },
  };
}

/** Admits an operation as the plugin does, and charges what it is expected to cost at once: for a subscription. */
export async function charge(
  { model, spend }: Pick<CostOptions, 'model' | 'spend'>,
  state: SupergraphState,
  request: OperationRequest,
): Promise<void> {
  const cost = model.admit(state, request);
  if (!cost) return;
  const { refusal, settle } = await spend(request.context, cost.requested);
  if (refusal) throw refusal;
  settle(cost.requested);
}

/** Powers of ten around the default maximum. */
const COST_BUCKETS = [1, 10, 100, 1_000, 10_000, 100_000];

function costMetrics(metrics: Registry) {
  const labels = ['type'] as const;
  const spent = counterOf(metrics, {
    name: 'gateway_cost_spent_total',
    help: 'Cost points of executed operations, by what came of them',
    labels,
  });
  const requestedCost = histogramOf(metrics, {
    name: 'gateway_cost_requested',
    help: 'Cost points of executed operations, by the assumed sizes of lists',
    labels,
    buckets: COST_BUCKETS,
  });
  const actualCost = histogramOf(metrics, {
    name: 'gateway_cost_actual',
    help: 'Cost points of executed operations, by what came of them',
    labels,
    buckets: COST_BUCKETS,
  });
  return (type: OperationTypeNode, requested: number, actual: number): void => {
    spent.inc({ type }, actual);
    requestedCost.observe({ type }, requested);
    actualCost.observe({ type }, actual);
  };
}
