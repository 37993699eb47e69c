import { createHash } from 'node:crypto';
import type { Subject } from '../domain/subject.ts';
import type { Ask } from '../storage/stores/port.ts';
import type { Outcome, Standing, Wanted } from './outcome.ts';

/** What is not settled by then stays charged in full. */
export const RESERVATION_TTL_MS = 60_000;

/** What a reservation counts while it is open, and what stays of it when it is settled, so that it is not opened again. */
const OPEN = 1_000;
const SETTLED = 1;

/** A reservation or a lease; its id is all of this, sealed. */
export interface Reservation {
  readonly kind: 'reservation' | 'lease';
  readonly name: string;
  readonly subjects: readonly Subject[];
  readonly resource: string;
  readonly quantity: number;
  /** What it was charged to. */
  readonly keys: readonly string[];
  /** Of what was admitted while the store could not be reached: it opened nothing, and may be ended until then. */
  readonly owedUntilMs?: number;
}

type Kind = Reservation['kind'];

/** The same call has the same name, so that a retry reserves nothing more. */
export function reservationName({ subjects, resource, quantity }: Wanted, idempotencyKey: string): string {
  const text = JSON.stringify([idempotencyKey, subjects, resource, quantity]);
  return createHash('sha256').update(text).digest('base64url');
}

/** What an outcome was charged to, or will be. */
export const chargeOf = (
  { owedTo, atMs }: Outcome,
  taken: readonly Standing[],
): Pick<Reservation, 'keys' | 'owedUntilMs'> =>
  owedTo
    ? { keys: [...owedTo], owedUntilMs: atMs + RESERVATION_TTL_MS }
    : { keys: taken.map(({ limit }) => limit.key) };

/** What can be ended is counted beside what it draws on, for as long as it lives. */
const lifeOf = (kind: Kind | `owed ${Kind}`, name: string, limit: number, quantity: number): Ask => ({
  key: `${kind}/${name}`,
  rule: { algorithm: 'concurrency', limit, periodMs: RESERVATION_TTL_MS },
  quantity,
});

/** Refused while it is open, and for as long when it is settled. */
export const opening = (name: string): Ask => lifeOf('reservation', name, OPEN, OPEN);

/** Refused unless it is open; of what is owed, when it was closed before. */
export const closing = ({ name, owedUntilMs }: Reservation): Ask =>
  owedUntilMs === undefined
    ? lifeOf('reservation', name, OPEN, SETTLED - OPEN)
    : lifeOf('owed reservation', name, 1, 1);

/** Of what may come back in parts. Refused while any of it is open. */
export const openingParts = (name: string, quantity: number): Ask =>
  lifeOf('lease', name, quantity, quantity);

/** Refused unless so much is still open; of what is owed, has not come back before. */
export const closingPart = ({ name, quantity, owedUntilMs }: Reservation, part: number): Ask =>
  owedUntilMs === undefined
    ? lifeOf('lease', name, quantity, -part)
    : lifeOf('owed lease', name, quantity, part);
