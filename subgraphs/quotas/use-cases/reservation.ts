import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Ask } from '../storage/stores/port.ts';
import type { Wanted } from './outcome.ts';

/** What is not settled by then stays charged in full. */
export const RESERVATION_TTL_MS = 60_000;

const MAX_TOKEN_CHARS = 8_192;

const subject = z.strictObject({ kind: z.enum(['TENANT', 'ACTOR', 'SERVICE', 'API_KEY']), id: z.string() });

const shape = z.strictObject({
  name: z.string(),
  subjects: z.array(subject),
  resource: z.string(),
  quantity: z.int().min(0),
  /** What it was charged to. */
  keys: z.array(z.string()),
});

/** A reservation as its holder keeps it: its id is all of this. */
export type Reservation = z.infer<typeof shape>;

/** The same call has the same name, so that a retry reserves nothing more. */
export function reservationName({ subjects, resource, quantity }: Wanted, idempotencyKey: string): string {
  const text = JSON.stringify([idempotencyKey, subjects, resource, quantity]);
  return createHash('sha256').update(text).digest('base64url');
}

export const encodeReservation = (reservation: Reservation): string =>
  Buffer.from(JSON.stringify(reservation)).toString('base64url');

/** Undefined for anything that is none. Only services hold them, each for its own tenant: they need no seal. */
export function decodeReservation(id: string): Reservation | undefined {
  if (id.length > MAX_TOKEN_CHARS) return undefined;
  try {
    return shape.safeParse(JSON.parse(Buffer.from(id, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** What can be ended is counted beside what it draws on, for as long as it lives. */
const lifeOf = (name: string, limit: number, quantity: number): Ask => ({
  key: `reservation/${name}`,
  rule: { algorithm: 'concurrency', limit, periodMs: RESERVATION_TTL_MS },
  quantity,
});

/** Refused while it is open. */
export const opening = (name: string): Ask => lifeOf(name, 1, 1);

/** Refused unless it is open. */
export const closing = (name: string): Ask => lifeOf(name, 1, -1);

/** Of what may come back in parts. Refused while any of it is open. */
export const openingParts = (name: string, quantity: number): Ask => lifeOf(name, quantity, quantity);

/** Refused unless so much is still open. */
export const closingPart = ({ name, quantity }: Reservation, part: number): Ask =>
  lifeOf(name, quantity, -part);
