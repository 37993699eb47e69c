import type { Actor } from 'platform/auth/actor';
import { limitExceeded } from 'platform/errors/errors';

/** A limit by its name in gateway.yaml. */
export interface SeatLimit {
  readonly limit: string;
  readonly maximum: number;
}

/** Shares of what is bounded per tenant and per actor on this instance. Nobody in particular has no share to exceed. */
export interface Seats {
  /** Throws LIMIT_EXCEEDED, with status 429 over HTTP, when all are taken. */
  take(actor: Actor | undefined): void;
  /** What was taken, once. */
  giveBack(actor: Actor | undefined): void;
}

export function createSeats(perTenant: SeatLimit, perActor: SeatLimit): Seats {
  const taken = new Map<string, number>();
  const change = (key: string, by: number) => {
    const next = (taken.get(key) ?? 0) + by;
    if (next === 0) taken.delete(key);
    else taken.set(key, next);
  };
  const refuseOver = ({ limit, maximum }: SeatLimit, key: string) => {
    if ((taken.get(key) ?? 0) >= maximum)
      throw Object.assign(limitExceeded(limit, maximum), { statusCode: 429 });
  };
  return {
    take(actor) {
      if (!actor) return;
      refuseOver(perTenant, tenantKey(actor));
      refuseOver(perActor, actorKey(actor));
      change(tenantKey(actor), 1);
      change(actorKey(actor), 1);
    },
    giveBack(actor) {
      if (!actor) return;
      change(tenantKey(actor), -1);
      change(actorKey(actor), -1);
    },
  };
}

const tenantKey = ({ tenantId }: Actor): string => JSON.stringify([tenantId]);
const actorKey = ({ tenantId, kind, id }: Actor): string => JSON.stringify([tenantId, kind, id]);
