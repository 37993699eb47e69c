import { verified } from 'platform/auth/actor';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { GatewayContext } from '../../../context.ts';
import type { Fetch } from '../../../data-source/data-source.ts';
import { BudgetClosed } from '../budget.ts';

/** Runs a mutation of the quotas subgraph for a tenant, as the gateway itself. Its one field is called `answer`. */
export type CallQuotas = <Answer>(query: string, tenantId: string, input: object) => Promise<Answer>;

/** A call that is not answered by then has failed: operations wait for it. */
const TIMEOUT_MS = 1_000;
const MAX_TENANTS = 10_000;

/**
 * Calls go the way of every fetch, in process or over HTTP. Rejects with BudgetClosed when the subgraph cannot count
 * and a policy fails closed; with anything else when the subgraph cannot be reached.
 */
export function createCallQuotas(fetch: () => Fetch): CallQuotas {
  const actors = createBoundedCache<string, NonNullable<GatewayContext['actor']>>(MAX_TENANTS);

  function gatewayIn(tenantId: string) {
    const known = actors.get(tenantId);
    if (known) return known;
    const scopes = new Set(['quotas:service']);
    const actor = verified({ id: 'gateway', tenantId: tenantId as TenantId, scopes, kind: 'service' });
    actors.set(tenantId, actor);
    return actor;
  }

  return async <Answer>(query: string, tenantId: string, input: object): Promise<Answer> => {
    const variables = { input: { ...input, idempotencyKey: newId('req') } };
    const operation = {
      query,
      kind: 'mutation' as const,
      variables,
      body: JSON.stringify({ query, variables }),
    };
    const context: GatewayContext = {
      actor: gatewayIn(tenantId),
      requestId: newId('req'),
      headers: {},
      signal: AbortSignal.timeout(TIMEOUT_MS),
      deadlineAtMs: performance.now() + TIMEOUT_MS,
    };
    const { data, errors } = await fetch()(operation, context);
    const [error] = errors ?? [];
    if (error?.extensions?.code === 'SERVICE_UNAVAILABLE') throw new BudgetClosed(error.message);
    if (error || !data) throw new Error(error?.message ?? 'the quotas subgraph gave no answer');
    return data.answer as Answer;
  };
}
