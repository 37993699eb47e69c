import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { bearerToken } from 'platform/auth/token-verifier';
import { unauthenticated } from 'platform/errors/errors';
import { TICKET_LIFETIME_MS, type Tickets } from '../live/tickets.ts';
import type { Authenticate } from '../plugins/authentication.ts';

const PATH = '/graphql/ticket';

/** Gives a ticket for the token of a POST: for an EventSource, which can send a URL only. */
export function addTickets(server: FastifyInstance, tickets: Tickets, authenticate: Authenticate): void {
  server.post(PATH, async ({ headers }, reply) => {
    const actor = await authenticate(headers);
    const token = bearerToken(headers.authorization);
    if (!actor || !token) throw unauthenticated();
    void reply.code(201).header('cache-control', 'no-store');
    return { ticket: tickets.issue(token), expiresInMs: TICKET_LIFETIME_MS };
  });
}

/** The ticket in the URL of a GET. */
export const ticketOf = ({ method, url }: { readonly method: string; readonly url: string }) =>
  method === 'GET'
    ? (URL.parse(url, 'http://localhost')?.searchParams.get('ticket') ?? undefined)
    : undefined;

/** The headers with the token that the ticket stands for. Throws UNAUTHENTICATED when it stands for none. */
export function withTicket(
  headers: IncomingHttpHeaders,
  ticket: string | undefined,
  tickets: Tickets,
): IncomingHttpHeaders {
  if (ticket === undefined) return headers;
  const token = tickets.redeem(ticket);
  if (token === undefined) throw unauthenticated('The ticket was used, has expired or is none of ours.');
  return { ...headers, authorization: `Bearer ${token}` };
}
