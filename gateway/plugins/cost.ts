import type { CostSettings } from '../config/cost.ts';
import { mergedOf } from '../executor/answer.ts';
import type { CostModel } from './cost/cost-model.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Refuses what costs too much before anything is executed, and tells the cost in `extensions.cost`. */
export function useCost(model: CostModel, { expose }: Pick<CostSettings, 'expose'>): GatewayPlugin {
  return {
    name: 'cost',
    onSupergraph: model.prepare,
    wrapExecute: (next) => async (state, request) => {
      const cost = model.admit(state, request);
      const result = await next(state, request);
      if (!cost || !expose) return result;
      const { requested } = cost;
      const actual = cost.actualOf(mergedOf(result));
      return { ...result, extensions: { ...result.extensions, cost: { requested, actual } } };
    },
  };
}
