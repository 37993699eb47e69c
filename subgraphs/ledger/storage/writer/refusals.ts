import type pg from 'pg';
import { encodeOutcome } from 'platform/graphql/outcome';
import type { Decided } from './decideBatch.ts';

/** Stores refusals under their keys, in place of the success that was foreseen. */
export function writeRefusals(
  client: pg.Client,
  tenantId: string,
  decided: readonly Decided[],
): Promise<unknown>[] {
  const refused = decided.filter(({ outcome }) => !outcome.ok);
  if (refused.length === 0) return [];
  const stored = client.query(
    `update idempotency i set outcome = r.outcome
     from unnest($2::text[], $3::text[], $4::text[]) as r (mutation, key, outcome)
     where i.tenant_id = $1 and i.mutation = r.mutation and i.key = r.key`,
    [
      tenantId,
      refused.map(({ request }) => request.claim.mutation),
      refused.map(({ request }) => request.claim.key),
      refused.map(({ outcome }) => encodeOutcome(outcome)),
    ],
  );
  return [stored];
}
