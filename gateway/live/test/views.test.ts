import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import pino from 'pino';
import { type Actor, type ActorClaims, verified } from 'platform/auth/actor';
import { systemClock } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Execute } from '../../executor/execute.ts';
import { createCurrentSupergraph } from '../../supergraph/current.ts';
import { createAnswers } from '../answers.ts';
import type { LiveEvent } from '../live-event.ts';
import { createViews, type View } from '../views.ts';
import { loadTestSupergraph } from './supergraph.ts';

const logger = pino({ level: 'silent' });
const DECLARED = 'subscription { transactionPosted { cursor occurredAt transaction { id description } } }';
const UNDECLARED = 'subscription { transactionPosted { transaction { id kind } } }';

const actor = (claims: Partial<ActorClaims> = {}): Actor =>
  verified({
    id: 'alice',
    tenantId: 'acme' as TenantId,
    kind: 'user',
    scopes: new Set(['ledger:read']),
    tokenId: 'jti-1',
    ...claims,
  });

const newEvent = (): LiveEvent => ({
  message: { event: { time: systemClock.now() } } as LiveEvent['message'],
  cursor: () => 'cursor',
  answers: new Map(),
});

/** Views over an executor that says how often it was called. */
function newViews(execute?: Execute) {
  const supergraph = createCurrentSupergraph(loadTestSupergraph('ledger.transaction.v1', []));
  let calls = 0;
  const counted: Execute = async () => {
    calls += 1;
    return { data: { call: calls } };
  };
  const views = createViews({
    supergraph,
    execute: execute ?? counted,
    answers: createAnswers((formatted) => formatted, logger),
    deadlineMs: 1_000,
    logger,
  });
  const take = (text: string, variables = {}): View => {
    const request = { document: parse(text), variables, context: { requestId: 'req-1', headers: {} } };
    return views.take(request, 'transactionPosted');
  };
  return { views, take, calls: () => calls };
}

async function textOf(view: View, event: LiveEvent, of: Actor): Promise<string> {
  const answer = view.answer(event, of);
  await new Promise<void>((resolve) => answer.whenThere(resolve));
  return answer.text ?? '';
}

describe('what an event says is made', () => {
  const others: [string, Partial<ActorClaims>][] = [
    ['actor', { id: 'bob' }],
    ['token, which a resolver may ask for', { tokenId: 'jti-2' }],
    ['time of the token', { issuedAt: 2 }],
    ['end of the token', { expiresAt: 2 }],
  ];
  const rights: [string, Partial<ActorClaims>][] = [
    ['tenant', { tenantId: 'globex' as TenantId }],
    ['scopes', { scopes: new Set(['ledger:read', 'ledger:audit']) }],
    ['roles', { roles: new Set(['auditor']) }],
    ['kind of actor', { kind: 'service' }],
  ];

  test('once for all who asked for the same, and again for the next event', async () => {
    const { take, calls } = newViews();
    const event = newEvent();
    const [one, other] = [take(UNDECLARED), take(UNDECLARED)];
    expect(await textOf(one, event, actor())).toBe(await textOf(other, event, actor()));
    expect(calls()).toBe(1);
    await textOf(one, newEvent(), actor());
    expect(calls()).toBe(2);
  });

  test.each(others)(
    'once for another %s too, where all that is selected is declared independent',
    async (_what, claims) => {
      const { take, calls } = newViews();
      const event = newEvent();
      await textOf(take(DECLARED), event, actor());
      await textOf(take(DECLARED), event, actor(claims));
      expect(calls()).toBe(1);
    },
  );

  test.each([...others, ...rights])('anew for another %s, where something is not', async (_what, claims) => {
    const { take, calls } = newViews();
    const event = newEvent();
    await textOf(take(UNDECLARED), event, actor());
    await textOf(take(UNDECLARED), event, actor(claims));
    expect(calls()).toBe(2);
  });

  test.each(rights)('anew for another %s, whatever is declared', async (_what, claims) => {
    const { take, calls } = newViews();
    const event = newEvent();
    await textOf(take(DECLARED), event, actor());
    await textOf(take(DECLARED), event, actor(claims));
    expect(calls()).toBe(2);
  });

  test('anew for those who asked for something else', async () => {
    const { take, calls } = newViews();
    const event = newEvent();
    await textOf(take(DECLARED), event, actor());
    await textOf(take(UNDECLARED), event, actor());
    expect(calls()).toBe(2);
  });
});

test('a view is kept as long as somebody has it', () => {
  const { views, take } = newViews();
  const first = take(DECLARED);
  expect(take(DECLARED)).toBe(first);
  views.release(first);
  expect(take(DECLARED)).toBe(first);
  views.release(first);
  views.release(first);
  expect(take(DECLARED)).not.toBe(first);
});

test('what cannot be resolved is an answer with an error, masked', async () => {
  const { take } = newViews(() => Promise.reject(new Error('a row of the database')));
  const text = await textOf(take(DECLARED), newEvent(), actor());
  expect(JSON.parse(text)).toMatchObject({ errors: [{ message: 'Internal server error' }] });
});
