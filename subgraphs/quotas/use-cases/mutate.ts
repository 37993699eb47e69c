import type { Actor } from 'platform/auth/actor';
import { PlatformError } from 'platform/errors/errors';
import { type IdempotencyConflict, idempotent } from 'platform/graphql/idempotency';
import type { TenantId } from 'platform/kernel/ids';
import type { Refusal } from 'platform/kernel/refusal';
import type { Result } from 'platform/kernel/result';
import type { RunUnitOfWork, UnitOfWork } from 'platform/tenancy/unit-of-work';

/** What every mutation brings. */
export interface IdempotentInput {
  readonly idempotencyKey: string;
  /** As it was sent, for the idempotency key. */
  readonly input: object;
}

export interface Mutation extends IdempotentInput {
  readonly mutation: string;
  readonly actor: Actor;
  /** Whose data it changes, and whose key it is; the actor may. */
  readonly tenantId: TenantId;
}

/** How often a change is tried that others got in the way of. */
const MAX_TRIES = 5;

/** The frame of every mutation: in one unit of work, once per idempotency key. */
export async function mutate<Value, R extends Refusal>(
  unitOfWork: RunUnitOfWork,
  { mutation, actor, tenantId, idempotencyKey: key, input }: Mutation,
  change: (uow: UnitOfWork) => Promise<Result<Value, R>>,
): Promise<Result<Value, R | IdempotencyConflict>> {
  for (let tries = 1; ; tries++) {
    try {
      return await unitOfWork(tenantId, (uow) =>
        idempotent(uow, { mutation, key, input, actor }, () => change(uow)),
      );
    } catch (error) {
      const again = error instanceof PlatformError && error.code === 'CONFLICT' && tries < MAX_TRIES;
      if (!again) throw error;
    }
  }
}
