import { randomUUID } from 'node:crypto';
import { createSeal } from './sealed.ts';

/** Stands for a token where only a URL can be given: a browser's EventSource sends no headers. */
export interface Tickets {
  issue(token: string): string;
  /** The token, once on each instance; undefined when the ticket is none of ours, too old, or was used. */
  redeem(ticket: string): string | undefined;
}

export const TICKET_LIFETIME_MS = 30_000;

/** Tickets used within their lifetime; more at once are refused. */
const MAX_USED = 100_000;

/** `[id, token, expiresAtMs]`: the text that is sealed. */
type Plain = readonly [string, string, number];

/** Sealed, so that any instance with the same secrets redeems it; which were used each remembers for itself. */
export function createTickets(
  secrets: readonly [string, ...string[]],
  nowMs: () => number = Date.now,
): Tickets {
  const { seal, open } = createSeal(secrets, 'live-ticket/1');
  const used = new Map<string, number>();
  const forgetExpired = () => {
    for (const [id, expiresAtMs] of used) if (expiresAtMs <= nowMs()) used.delete(id);
  };
  return {
    issue: (token) =>
      seal(JSON.stringify([randomUUID(), token, nowMs() + TICKET_LIFETIME_MS] satisfies Plain)),
    redeem(ticket) {
      const text = open(ticket);
      if (text === undefined) return undefined;
      const [id, token, expiresAtMs] = JSON.parse(text) as Plain;
      if (expiresAtMs <= nowMs() || used.has(id)) return undefined;
      if (used.size >= MAX_USED) forgetExpired();
      if (used.size >= MAX_USED) return undefined;
      used.set(id, expiresAtMs);
      return token;
    },
  };
}
