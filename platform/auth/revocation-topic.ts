import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { encodeEvent } from '../bus/cloud-events.ts';
import type { Bus, BusEvent, DeliveredMessage, OutgoingMessage, Subscription } from '../bus/port.ts';
import { badInput, PlatformError } from '../errors/errors.ts';
import { systemClock } from '../kernel/clock.ts';
import { newId, parseTenantId } from '../kernel/ids.ts';
import { REVOCATIONS, type Revocation, type Revocations, tokensRevoked } from './revocation.ts';

export interface FollowOptions {
  readonly bus: Bus;
  readonly revocations: Revocations;
  readonly logger: Logger;
}

/** Applies all revocations that the bus holds, then every new one. Resolves when what was there has been applied. */
export async function followRevocations({ bus, revocations, logger }: FollowOptions): Promise<Subscription> {
  await bus.ensureTopics([REVOCATIONS]);
  const [range] = await bus.ranges(REVOCATIONS.name);
  const caughtUp = Promise.withResolvers<void>();
  const subscription = bus.tail({
    topic: REVOCATIONS.name,
    from: new Map(),
    onMessage: ({ event, seq }) => {
      apply(revocations, event, logger);
      if (seq >= (range?.last ?? 0n)) caughtUp.resolve();
    },
  });
  await subscription.started;
  if (range?.last !== undefined) await caughtUp.promise;
  return subscription;
}

function apply(revocations: Revocations, event: BusEvent, logger: Logger): void {
  if (event.type !== tokensRevoked.type) return;
  const { success, data } = tokensRevoked.data.safeParse(event.data);
  if (success && data.tenant === event.tenantId) revocations.add(data);
  else logger.error({ eventId: event.id }, 'a malformed revocation was left out');
}

const MAX_ATTEMPTS = 10;
const CONFIRM_TIMEOUT_MS = 15_000;

/**
 * Publishes a revocation; resolves when every reader will see it. `actor` is who revokes. Fails with BAD_USER_INPUT
 * for a tenant that is none.
 *
 * There is no relay here that numbers messages, so the number is claimed by the log itself: readers take the first
 * message of a number and drop others, hence so do we, and try again when another publisher was first.
 */
export async function publishRevocation(bus: Bus, revocation: Revocation, actor: string): Promise<void> {
  const event = toEvent(revocation, actor);
  await bus.ensureTopics([REVOCATIONS]);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const message = await nextMessage(bus, event);
    await bus.publish([message]);
    if ((await firstOfNumber(bus, message.seq)) === event.id) return;
  }
  throw new PlatformError('CONFLICT', 'Too many revocations at once: try again.');
}

function toEvent(revocation: Revocation, actor: string): BusEvent {
  const tenantId = parseTenantId(revocation.tenant);
  if (!tenantId) throw badInput('"tenant" is not the name of a tenant.', ['tenant']);
  const id = newId('evt');
  const now = systemClock.now();
  const { jti, sub } = revocation;
  return {
    id,
    source: 'platform',
    type: tokensRevoked.type,
    subject: jti ?? sub ?? revocation.tenant,
    tenantId,
    actor,
    time: now,
    effectiveAt: now,
    correlationId: id,
    causationId: id,
    data: { ...revocation },
  };
}

async function nextMessage(bus: Bus, event: BusEvent): Promise<OutgoingMessage> {
  const [range] = await bus.ranges(REVOCATIONS.name);
  return {
    topic: REVOCATIONS.name,
    partition: 0,
    key: event.tenantId,
    seq: (range?.last ?? 0n) + 1n,
    incarnation: range?.incarnation ?? randomUUID(),
    ...encodeEvent(event),
  };
}

async function firstOfNumber(bus: Bus, seq: bigint): Promise<string> {
  const found = Promise.withResolvers<string>();
  const onMessage = (message: DeliveredMessage) => {
    if (message.seq >= seq) found.resolve(message.event.id);
  };
  const tail = bus.tail({ topic: REVOCATIONS.name, from: new Map([[0, seq - 1n]]), onMessage });
  const timer = setTimeout(
    () => found.reject(new Error('The revocation was not seen on the bus.')),
    CONFIRM_TIMEOUT_MS,
  );
  try {
    return await found.promise;
  } finally {
    clearTimeout(timer);
    await tail.stop();
  }
}
