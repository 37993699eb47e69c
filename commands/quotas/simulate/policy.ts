import { readFileSync } from 'node:fs';
import { StartupError } from 'platform/local-stack/startup-error';
import { parse } from 'yaml';
import { z } from 'zod';
import { faultIn, hasBurst } from '../../../subgraphs/quotas/domain/policy/check.ts';
import type { Terms } from '../../../subgraphs/quotas/domain/policy/policy.ts';

const amount = z.coerce.number().int();

/** The fields of UpsertPolicyInput, with its defaults. */
const shape = z.strictObject({
  name: z.string().default('policy'),
  subject: z.strictObject({
    kind: z.enum(['TENANT', 'ACTOR', 'SERVICE', 'API_KEY']),
    pattern: z.string().default('*'),
  }),
  resource: z.string(),
  algorithm: z.enum([
    'TOKEN_BUCKET',
    'LEAKY_BUCKET',
    'FIXED_WINDOW',
    'SLIDING_WINDOW',
    'CONCURRENCY',
    'CALENDAR',
  ]),
  limit: amount,
  periodMs: amount.nullable().default(null),
  burst: amount.nullable().default(null),
  calendar: z
    .strictObject({
      unit: z.enum(['DAY', 'MONTH']),
      timeZone: z.string().default('UTC'),
      startDay: z.int().default(1),
      rollover: amount.default(0),
    })
    .nullable()
    .default(null),
  unit: z.enum(['REQUESTS', 'COST_POINTS', 'BYTES', 'CONCURRENT']).default('REQUESTS'),
  mode: z.enum(['ENFORCE', 'SHADOW']).default('ENFORCE'),
  nearLimitRatio: z.number().default(0.8),
  failMode: z.enum(['OPEN', 'CLOSED']).default('OPEN'),
});

/** Reads a policy as upsertPolicy takes it. Fails with StartupError that names the field. */
export function readPolicy(file: string): Terms {
  const { success, data, error } = shape.safeParse(read(file));
  if (!success) {
    const [issue] = error.issues;
    throw new StartupError(`${file}: ${issue?.path.join('.') || 'policy'}: ${issue?.message}`);
  }
  const terms = { ...data, burst: data.burst ?? (hasBurst(data) ? data.limit : null) };
  const fault = faultIn(terms);
  if (fault) throw new StartupError(`${file}: ${fault.path?.slice(1).join('.')}: ${fault.message}`);
  return terms;
}

function read(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartupError(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
}
