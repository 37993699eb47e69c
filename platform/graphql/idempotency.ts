import { sql } from 'kysely';
import type { Actor } from '../auth/actor.ts';
import { badInput } from '../errors/errors.ts';
import { assert, present } from '../kernel/assert.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type Result, refuse } from '../kernel/result.ts';
import type { UnitOfWork } from '../tenancy/unit-of-work.ts';
import { hashInput } from './input-hash.ts';
import { decodeOutcome, encodeOutcome } from './outcome.ts';
import { isOneLine, isStorableText } from './text.ts';

export const MAX_KEY_CHARS = 255;

/** The key was used before with another input. */
export type IdempotencyConflict = Refusal<'IdempotencyConflict'>;

export const idempotencyConflict: IdempotencyConflict = {
  type: 'IdempotencyConflict',
  message: 'The idempotency key was used before with another input.',
  path: ['input', 'idempotencyKey'],
};

export interface IdempotentCall {
  /** The mutation's name: keys of different mutations are different keys. */
  readonly mutation: string;
  readonly key: string;
  /** The input as the caller sent it, before defaults (see input.ts). */
  readonly input: object;
  readonly actor: Actor;
}

interface ClaimRow {
  readonly input_hash: Buffer;
  readonly outcome: string | null;
}

/**
 * Runs a mutation's effect once per (tenant, mutation, key). The first call claims the key, and stores what it
 * returns, success or refusal; later ones get that back without running. With another input: IdempotencyConflict.
 * Callers at the same time wait for the first. What throws is not stored: the unit of work rolls back, claim and all.
 *
 * The outcome is stored as plain data (see outcome.ts): return ids and values, not entities.
 * Call it after authorisation and before the domain looks at the input.
 *
 * @example const opened = await idempotent(uow, { mutation: 'openLedger', key, input, actor }, () => open(uow, name));
 */
export async function idempotent<Value, R extends Refusal>(
  uow: UnitOfWork,
  call: IdempotentCall,
  run: () => Promise<Result<Value, R>>,
): Promise<Result<Value, R | IdempotencyConflict>> {
  const key = parseIdempotencyKey(call.key);
  const inputHash = hashInput(call.input);
  const claimed = await claim(uow, call, inputHash);
  if (!claimed) return replay(await readClaim(uow, call.mutation, key), inputHash);
  const outcome = await run();
  await uow.query(sql`
    update idempotency set outcome = ${encodeOutcome(outcome)}
    where tenant_id = ${uow.tenantId} and mutation = ${call.mutation} and key = ${key}`);
  return outcome;
}

/** Fails with BAD_USER_INPUT unless the key, which stands in `at`, has 1 to MAX_KEY_CHARS characters and is one line. */
export function parseIdempotencyKey(key: string, at: readonly string[] = ['input']): string {
  if (key.length >= 1 && key.length <= MAX_KEY_CHARS && isStorableText(key) && isOneLine(key)) return key;
  throw badInput(`"idempotencyKey" must have 1 to ${MAX_KEY_CHARS} characters, on one line.`, [
    ...at,
    'idempotencyKey',
  ]);
}

/** True when the key is ours now. Waits while another transaction holds it: its rollback makes it ours. */
async function claim(
  uow: UnitOfWork,
  { mutation, key, actor }: IdempotentCall,
  inputHash: Buffer,
): Promise<boolean> {
  const rows = await uow.query(sql`
    insert into idempotency (tenant_id, mutation, key, input_hash, actor, recorded_at)
    values (${uow.tenantId}, ${mutation}, ${key}, ${inputHash}, ${actor.id}, ${systemClock.now()})
    on conflict do nothing
    returning 1`);
  return rows.length > 0;
}

async function readClaim(uow: UnitOfWork, mutation: string, key: string): Promise<ClaimRow> {
  const [row] = await uow.query<ClaimRow>(sql`
    select input_hash, outcome from idempotency
    where tenant_id = ${uow.tenantId} and mutation = ${mutation} and key = ${key}`);
  return present(row, 'a key that could not be claimed is there');
}

function replay<Value, R>(
  { input_hash, outcome }: ClaimRow,
  inputHash: Buffer,
): Result<Value, R | IdempotencyConflict> {
  if (!input_hash.equals(inputHash)) return refuse(idempotencyConflict);
  assert(outcome !== null, 'a claim is committed together with its outcome');
  return decodeOutcome(outcome) as Result<Value, R>;
}
