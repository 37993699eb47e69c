import { describe, expect, test } from '@jest/globals';
import { eventually, settle } from 'platform/bus/test/messages';
import type { TenantId } from 'platform/kernel/ids';
import {
  type ListenOptions,
  listen,
  listening,
  READER,
  type Received,
  startLive,
  tokenOf,
} from './fixture.ts';
import { openStage } from './stage.ts';

const QUERY = `subscription ($ledgerId: ID, $accountId: ID, $after: Cursor) {
  transactionPosted(ledgerId: $ledgerId, accountId: $accountId, after: $after) {
    cursor occurredAt transaction { id description payment { id } }
  }
}`;

const { bus, log, gateway } = await openStage();

const ids = (events: readonly Record<string, unknown>[], field = 'transactionPosted'): string[] =>
  events.map((event) => (event[field] as { transaction: { id: string } }).transaction.id);

const POSTED = (selection: string, args = '') => `subscription { transactionPosted${args} { ${selection} } }`;

/** What one subscriber hears of what `publish` does; the last event published must be one that it hears. */
async function heardOf(
  query: string,
  options: ListenOptions,
  publish: () => Promise<void>,
): Promise<Received> {
  const heard = listen(gateway, query, options);
  await listening(heard);
  await publish();
  await eventually(() => ids(heard.events).includes('txn_last'));
  heard.stop();
  return heard;
}

const publishLast = () =>
  log.publish({ transaction: { id: 'txn_last' }, ledgerId: 'ldg_x', accountIds: ['acct_x'] });

describe('an event', () => {
  test('comes with what it carries and with entity fields of two subgraphs', async () => {
    const heard = await heardOf(QUERY, {}, publishLast);
    expect(heard.events).toEqual([
      {
        transactionPosted: {
          cursor: expect.stringMatching(/^[\w-]{40,}$/),
          occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
          transaction: { id: 'txn_last', description: 'about txn_last', payment: { id: 'pay_txn_last' } },
        },
      },
    ]);
  });

  test('keeps aliases, fragments, conditions, variables and __typename', async () => {
    const query = `
      subscription Named($yes: Boolean!, $no: Boolean = false, $upper: Boolean) {
        transactionPosted { __typename ...Event skipped: cursor @skip(if: $yes) when: occurredAt @include(if: $no) }
      }
      fragment Event on TransactionPostedEvent {
        tx: transaction { ...Tx ... on Transaction { text: description(upper: $upper) plain: description } }
      }
      fragment Tx on Transaction { __typename key: id kind payment { type: __typename state: status } }`;
    const heard = listen(gateway, query, { variables: { yes: true, upper: true } });
    await listening(heard);
    await log.publish({ transaction: { id: 'txn_f' } });
    await eventually(() => heard.events.length === 1);
    heard.stop();
    expect(heard.events[0]?.transactionPosted).toEqual({
      __typename: 'TransactionPostedEvent',
      tx: {
        __typename: 'Transaction',
        key: 'txn_f',
        kind: 'PAYMENT',
        payment: { type: 'Payment', state: 'SETTLED' },
        text: 'ABOUT TXN_F',
        plain: 'about txn_f',
      },
    });
  });

  test('may go by an alias of the field', async () => {
    const heard = listen(gateway, 'subscription { tx: transactionPosted { transaction { id } } }');
    await listening(heard);
    await log.publish({ transaction: { id: 'txn_g' } });
    await eventually(() => heard.events.length === 1);
    heard.stop();
    expect(heard.events).toEqual([{ tx: { transaction: { id: 'txn_g' } } }]);
  });

  test.each([
    [{ minor: '1234', currency: 'EUR' }, '12.34'],
    [{ minor: '-5', currency: 'EUR' }, '-0.05'],
    [{ minor: '7', currency: 'JPY' }, '7'],
    [{ minor: '1234', currency: 'EUR', amount: 'twelve' }, 'twelve'],
  ])('that carries %j as money brings %s in major units', async (total, amount) => {
    const heard = listen(gateway, POSTED('total { __typename amount minor currency }'));
    await listening(heard);
    await log.publish({ total });
    await eventually(() => heard.events.length === 1);
    heard.stop();
    expect(heard.events).toEqual([
      { transactionPosted: { total: { __typename: 'Money', ...total, amount } } },
    ]);
  });

  test('that carries all that is selected asks no subgraph', async () => {
    gateway.calls.length = 0;
    await heardOf(POSTED('cursor transaction { id }'), {}, publishLast);
    expect(gateway.calls).toEqual([]);
  });

  test('whose entity cannot be resolved comes with null and the error at its path', async () => {
    const heard = listen(gateway, POSTED('transaction { id payment { id } }'));
    await listening(heard);
    await log.publish({ transaction: { id: 'txn_broken' } });
    await eventually(() => heard.events.length === 1);
    heard.stop();
    expect(heard.events).toEqual([
      { transactionPosted: { transaction: { id: 'txn_broken', payment: null } } },
    ]);
    expect(heard.errors).toMatchObject([{ path: ['transactionPosted', 'transaction', 'payment'] }]);
  });

  test('is resolved in the name of the subscriber and within the trace of its cause', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    gateway.calls.length = 0;
    const heard = listen(gateway, POSTED('transaction { description }'));
    await listening(heard);
    await log.publish({ transaction: { id: 'txn_t' } }, { traceparent });
    await eventually(() => heard.events.length === 1);
    heard.stop();
    expect(gateway.calls).toMatchObject([
      { context: { actor: { id: 'alice', tenantId: 'acme' }, traceparent } },
    ]);
  });

  /** Six hear an event, one of them with another token. Tells by whom it was resolved, and what each heard. */
  async function heardByAll(selection: string, token: string) {
    const query = POSTED(selection);
    const all = [...Array(5).keys()].map(() => listen(gateway, query));
    const other = listen(gateway, query, { token });
    await Promise.all([...all, other].map(listening));
    gateway.calls.length = 0;
    await log.publish({ transaction: { id: 'txn_s' } });
    await eventually(() => [...all, other].every(({ events }) => events.length === 1));
    for (const { stop } of [...all, other]) stop();
    const by = gateway.calls.map(({ context }) => context.actor?.id ?? '').toSorted();
    return { by, heard: [...all, other].map(({ events }) => events[0]) };
  }

  test('is resolved once for all with the same view, and for each actor anew', async () => {
    const { by } = await heardByAll('transaction { kind }', tokenOf('acme', 'bob', READER));
    expect(by).toEqual(['alice', 'bob']);
  });

  test('is resolved once for all actors with the same rights, when all that they see is declared independent', async () => {
    const { by } = await heardByAll('transaction { description }', tokenOf('acme', 'bob', READER));
    expect(by.length).toBe(1);
  });

  test('shows each of two actors with different rights what he may see, whatever is declared', async () => {
    const auditor = tokenOf('acme', 'bob', [...READER, 'ledger:audit']);
    const { by, heard } = await heardByAll('transaction { description secret }', auditor);
    expect(by).toEqual(['alice', 'bob']);
    const shown = (secret: string | null) => ({
      transactionPosted: { transaction: { description: 'about txn_s', secret } },
    });
    expect(heard).toEqual([...Array(5).fill(shown(null)), shown('hush')]);
  });

  test('reaches each field that is fed by its type', async () => {
    const heard = listen(gateway, 'subscription { anyTransaction { transaction { id } } }');
    const posted = listen(gateway, POSTED('transaction { id }'));
    await Promise.all([listening(heard), listening(posted)]);
    await log.publish({ transaction: { id: 'txn_no' } }, { type: 'ledger.transaction.refused.v1' });
    await log.publish({ transaction: { id: 'txn_no' } });
    await eventually(() => heard.events.length === 2 && posted.events.length === 1);
    heard.stop();
    posted.stop();
    expect(ids(heard.events, 'anyTransaction')).toEqual(['txn_no', 'txn_no']);
  });
});

describe('a subscriber hears', () => {
  const publishSome = async () => {
    await log.publish({ transaction: { id: 'txn_1' }, ledgerId: 'ldg_1', accountIds: ['acct_1'] });
    await log.publish({ transaction: { id: 'txn_2' }, ledgerId: 'ldg_x', accountIds: ['acct_1', 'acct_x'] });
    await log.publish({ transaction: { id: 'txn_3' }, ledgerId: 'ldg_1', accountIds: ['acct_x'] });
    await publishLast();
    await settle(100);
  };

  test.each([
    ['everything of its tenant without arguments', {}, ['txn_1', 'txn_2', 'txn_3', 'txn_last']],
    ['what = lets through', { ledgerId: 'ldg_x' }, ['txn_2', 'txn_last']],
    ['what in lets through', { accountId: 'acct_x' }, ['txn_2', 'txn_3', 'txn_last']],
    ['what all rules let through', { ledgerId: 'ldg_x', accountId: 'acct_x' }, ['txn_2', 'txn_last']],
    ['everything when an argument is null', { ledgerId: null }, ['txn_1', 'txn_2', 'txn_3', 'txn_last']],
  ])('%s', async (_what, variables, expected) => {
    const heard = await heardOf(QUERY, { variables }, publishSome);
    expect(ids(heard.events).toSorted()).toEqual(expected);
  });

  test("nothing of another tenant, with or without that tenant's ledgerId", async () => {
    const token = tokenOf('globex', 'eve', READER);
    const all = listen(gateway, QUERY, { token });
    const named = listen(gateway, QUERY, { token, variables: { ledgerId: 'ldg_x' } });
    await Promise.all([listening(all), listening(named)]);
    await heardOf(QUERY, {}, publishSome);
    expect([all.events, named.events]).toEqual([[], []]);
    await log.publish({ transaction: { id: 'txn_own' } }, { tenantId: 'globex' as TenantId });
    await eventually(() => all.events.length === 1);
    all.stop();
    named.stop();
    expect(ids(all.events)).toEqual(['txn_own']);
  });
});

describe('authorisation', () => {
  test('refuses the field without its scope, with the code of every refused field', async () => {
    const heard = listen(gateway, QUERY, { token: tokenOf('acme', 'mallory', ['payments:read']) });
    expect(await heard.ended).toEqual({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
  });

  test('removes fields that the subscriber may not see: null, one error each, and no fetch', async () => {
    gateway.calls.length = 0;
    const heard = listen(gateway, POSTED('transaction { id secret hidden: payment { id } }'), {
      token: tokenOf('acme', 'alice', ['ledger:read']),
    });
    await listening(heard);
    await log.publish({ transaction: { id: 'txn_h' } });
    await eventually(() => heard.events.length === 1);
    heard.stop();
    expect(heard.events).toEqual([
      { transactionPosted: { transaction: { id: 'txn_h', secret: null, hidden: null } } },
    ]);
    expect(heard.errors.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual([
      ['secret', 'UNAUTHORIZED_FIELD_OR_TYPE'],
      ['hidden', 'UNAUTHORIZED_FIELD_OR_TYPE'],
    ]);
    expect(gateway.calls.map(({ query }) => query).join()).not.toMatch(/secret|payment/);
  });

  test('lets nobody without a tenant hear events of an unprotected field', async () => {
    const open = await startLive(bus, log.topic, {}, { anonymous: true });
    const heard = listen(open, 'subscription { anyTransaction { cursor } }', { token: '' });
    expect(await heard.ended).toEqual({ code: 'UNAUTHENTICATED' });
    await open.close();
  });

  test('ends the stream at the event after the token was revoked, with the cursor to resume from', async () => {
    // Where the watch over tokens is slower than the event; it closes the socket.
    const open = await startLive(bus, log.topic, { tokenCheckIntervalMs: 60_000 });
    const heard = listen(open, QUERY, { token: tokenOf('acme', 'revoked-user', READER) });
    await listening(heard);
    open.revoke('revoked-user');
    await publishLast();
    expect(await heard.ended).toEqual({ code: 'UNAUTHENTICATED', cursor: expect.any(String) });
    expect(heard.events).toEqual([]);
    await open.close();
  });
});

describe('an operation is refused', () => {
  test.each([
    ['that is not GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      'that does not fit the schema',
      'subscription { transactionPosted { nothing } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'with two root fields',
      `subscription { a: anyTransaction { cursor } ${'b: anyTransaction { cursor }'} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'whose root field is conditional',
      'subscription { ... @skip(if: true) { anyTransaction { cursor } } }',
      'BAD_USER_INPUT',
    ],
    ['whose topic is not on the bus', 'subscription { elsewhere { cursor } }', 'SERVICE_UNAVAILABLE'],
    ['with a cursor that is not one of ours', POSTED('cursor', '(after: "forged")'), 'CURSOR_INVALID'],
  ])('%s', async (_what, query, code) => {
    expect(await listen(gateway, query).ended).toEqual({ code });
  });

  test('whose variable has another type', async () => {
    const heard = listen(gateway, QUERY, { variables: { ledgerId: { not: 'an id' } } });
    expect(await heard.ended).toEqual({ code: 'BAD_USER_INPUT' });
  });
});

test('queries and mutations are served over the same socket', async () => {
  const heard = listen(gateway, '{ transaction(id: "txn_1") { id } }');
  expect(await heard.ended).toEqual({});
  expect(heard.events).toEqual([{ echo: '{ transaction(id: "txn_1") { id } }' }]);
});

describe('a supergraph that is replaced', () => {
  test('keeps its subscriptions, resolved on the new one', async () => {
    const own = await startLive(bus, log.topic);
    const heard = listen(own, QUERY);
    await listening(heard);
    own.reload(log.topic);
    await publishLast();
    await eventually(() => heard.events.length === 1);
    expect(ids(heard.events)).toEqual(['txn_last']);
    await own.close();
  });
});
