import { badInput } from 'platform/errors/errors';
import { BUCKET_MICROS, readUsage, type UsageBucket, type UsageQuestion } from '../read-models/usage/read.ts';
import { authorisedTenant, requireOwnTenant } from './authorise.ts';
import type { Caller, Services } from './services.ts';

/** Buckets of one answer at the most: a day of minutes. */
export const MAX_BUCKETS = 1_440n;

/** What a subject used of a resource, in buckets of time; those in which it used nothing are absent. */
export async function getUsage(
  { reader }: Pick<Services, 'reader'>,
  { actor }: Pick<Caller, 'actor'>,
  question: UsageQuestion,
  named?: string | null,
): Promise<readonly UsageBucket[]> {
  const tenantId = authorisedTenant(actor, 'quotas:read', named);
  const { subject, from, to, bucket } = question;
  requireOwnTenant(tenantId, subject, ['subject']);
  if (to <= from) throw badInput('"to" must be later than "from".', ['to']);
  if (to - from > MAX_BUCKETS * BUCKET_MICROS[bucket]) {
    throw badInput(`"from" and "to" must be at most ${MAX_BUCKETS} buckets apart.`, ['bucket']);
  }
  return readUsage(reader(tenantId), question);
}
