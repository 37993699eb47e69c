import { describe, expect, test } from '@jest/globals';
import { createCursors } from '../cursor.ts';
import { createTickets, TICKET_LIFETIME_MS } from '../tickets.ts';

describe('a ticket', () => {
  test('stands for its token once', () => {
    const tickets = createTickets(['secret']);
    const [one, other] = [tickets.issue('token'), tickets.issue('token')];
    expect([one, one, other].map(tickets.redeem)).toEqual(['token', undefined, 'token']);
  });

  test('stands for it at another instance, also after the secret was rotated', () => {
    const ticket = createTickets(['old']).issue('token');
    expect(createTickets(['new', 'old']).redeem(ticket)).toBe('token');
    expect(createTickets(['another']).redeem(ticket)).toBeUndefined();
  });

  test('is worth nothing after 30 s', () => {
    let now = 0;
    const tickets = createTickets(['secret'], () => now);
    const [early, late] = [tickets.issue('early'), tickets.issue('late')];
    now = TICKET_LIFETIME_MS - 1;
    expect(tickets.redeem(early)).toBe('early');
    now = TICKET_LIFETIME_MS;
    expect(tickets.redeem(late)).toBeUndefined();
  });

  test('neither shows its token nor can be made of it, nor of a cursor', () => {
    const { issue, redeem } = createTickets(['secret']);
    const cursor = createCursors(['secret']).seal({ topic: 't', incarnation: undefined, seqs: new Map() });
    expect(Buffer.from(issue('token'), 'base64url').includes('token')).toBe(false);
    expect(['token', `${issue('token')}A`, cursor].map(redeem)).toEqual([undefined, undefined, undefined]);
  });
});
