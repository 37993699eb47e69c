import { setTimeout as sleep } from 'node:timers/promises';
import { bucket, upsert } from './policies.ts';
import { read, subject } from './quotas.ts';
import { actorOf, key, type TestStack } from './stack.ts';

type Instance = Pick<TestStack, 'subgraph'>;

const POLL_MS = 20;

/** A tenant that has a hundred at once and one an hour of the cost, unless `changes` say otherwise. */
export async function limitedTenant(
  instance: Instance,
  name: string,
  failMode: string,
  changes: object = {},
) {
  const actor = actorOf(`${name}/alice`);
  const tenant = subject('TENANT', name);
  const terms = { failMode, limit: '1', periodMs: '3600000', ...changes };
  const { policy } = await upsert(instance, actor, bucket(terms));
  const input = (quantity: string) => ({
    subject: tenant,
    resource: 'graphql.cost',
    quantity,
    idempotencyKey: key(),
  });
  const remaining = async (of = instance) => (await read(of, actor, tenant)).remaining;
  return { actor, tenant, input, remaining, policyId: policy?.id };
}

/** Resolves when there is so much left; it may be that this cannot be read yet. */
export async function untilLeft(remaining: () => Promise<string | null>, what: string): Promise<void> {
  while ((await remaining().catch(String)) !== what) await sleep(POLL_MS);
}
