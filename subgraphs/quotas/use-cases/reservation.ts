import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Ask } from '../storage/stores/port.ts';
import type { Outcome, Standing, Wanted } from './outcome.ts';

/** What is not settled by then stays charged in full. */
export const RESERVATION_TTL_MS = 60_000;

/** What a reservation counts while it is open, and what stays of it when it is settled, so that it is not opened again. */
const OPEN = 1_000;
const SETTLED = 1;

const MAX_TOKEN_CHARS = 8_192;

const subject = z.strictObject({ kind: z.enum(['TENANT', 'ACTOR', 'SERVICE', 'API_KEY']), id: z.string() });

const shape = z.strictObject({
  kind: z.enum(['reservation', 'lease']),
  name: z.string(),
  subjects: z.array(subject),
  resource: z.string(),
  quantity: z.int().min(0),
  /** What it was charged to. */
  keys: z.array(z.string()),
  /** Of what was admitted while the store could not be reached: it opened nothing, and may be ended until then. */
  owedUntilMs: z.int().optional(),
});

/** A reservation or a lease as its holder keeps it: its id is all of this. */
export type Reservation = z.infer<typeof shape>;
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

export const encodeReservation = (reservation: Reservation): string =>
  Buffer.from(JSON.stringify(reservation)).toString('base64url');

/**
 * Undefined for anything that is none, or is of the other kind, which ends in another way. Only services hold them, each
 * for its own tenant: they need no seal.
 */
export function decodeReservation(kind: Kind, id: string): Reservation | undefined {
  if (id.length > MAX_TOKEN_CHARS) return undefined;
  try {
    const { data } = shape.safeParse(JSON.parse(Buffer.from(id, 'base64url').toString()));
    return data?.kind === kind ? data : undefined;
  } catch {
    return undefined;
  }
}

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
