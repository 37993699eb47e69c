import { verified } from 'platform/auth/actor';
import { createAvailability } from 'platform/kernel/availability';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { GatewayContext } from '../../../context.ts';
import type { Fetch } from '../../../data-source/data-source.ts';
import { BudgetClosed } from '../budget.ts';

/** Runs a mutation of the quotas subgraph for a tenant, as the gateway itself. Its one field is called `answer`. */
export type CallQuotas = <Answer>(query: string, tenantId: string, input: object) => Promise<Answer>;

/** Operations wait for a call so long. */
const PATIENCE_MS = 500;
/** A call that is not answered by then never will be. */
const TIMEOUT_MS = 1_000;
const MAX_TENANTS = 10_000;

/**
 * Calls go the way of every fetch, in process or over HTTP. Rejects with BudgetClosed when the subgraph cannot count
 * and a policy fails closed; with anything else when the subgraph cannot be reached, or does not answer: then one call at
 * a time tries whether it does again, and all others are told at once.
 */
export function createCallQuotas(fetch: () => Fetch): CallQuotas {
  const actors = createBoundedCache<string, NonNullable<GatewayContext['actor']>>(MAX_TENANTS);
  const availability = createAvailability();

  function gatewayIn(tenantId: string) {
    const known = actors.get(tenantId);
    if (known) return known;
    const scopes = new Set(['quotas:service']);
    const actor = verified({ id: 'gateway', tenantId: tenantId as TenantId, scopes, kind: 'service' });
    actors.set(tenantId, actor);
    return actor;
  }

  return async <Answer>(query: string, tenantId: string, input: object): Promise<Answer> => {
    if (!availability.mayTry()) throw new Error('the quotas subgraph does not answer now');
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
    const answer = fetch()(operation, context);
    const { data, errors } = await availability.watch(answer, PATIENCE_MS);
    const [error] = errors ?? [];
    if (error?.extensions?.code === 'SERVICE_UNAVAILABLE') throw new BudgetClosed(error.message);
    if (error || !data) throw new Error(error?.message ?? 'the quotas subgraph gave no answer');
    return data.answer as Answer;
  };
}
