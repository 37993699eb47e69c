import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@client/typescript/client';
import {
  BalanceChangedDocument,
  CreatePaymentDocument,
  HoldChangedDocument,
  PaymentDocument,
  QuotaThresholdCrossedDocument,
  TransactionPostedDocument,
  TransactionsDocument,
  UpsertPolicyDocument,
} from '@client/typescript/documents';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { subgraphNames } from '../../topology/subgraphs.ts';
import { type Book, balance, capture, hold, openBook, post } from './books.ts';
import { call } from './call.ts';
import { eventually } from './crash.ts';
import { documentedMetrics, liveSubscriptions, shownMetrics } from './metrics.ts';
import { type SupergraphOptions, startSupergraph, type TestSupergraph } from './supergraph.ts';

const START_TIMEOUT_MS = 120_000;
const SAGA_TIMEOUT_MS = 60_000;
const HEARD_TIMEOUT_MS = 60_000;
const QUIET_MS = 500;
const POLL_MS = 20;

/** What a newcomer does, and what must hold however the supergraph is run. */
export function supergraphFlow(options: SupergraphOptions): void {
  let supergraph: TestSupergraph;
  let alice: Client;
  let gina: Client;
  let book: Book;
  let paymentId: string;

  beforeAll(async () => {
    supergraph = await startSupergraph(options);
    alice = await supergraph.client('acme');
    gina = await supergraph.client('globex', 'gina');
    book = await openBook(alice);
  }, START_TIMEOUT_MS);
  afterEach(() => untilListening(0));
  afterAll(() => supergraph?.dispose());

  /** Resolves when so many live subscriptions are open: what happens from then on is heard. */
  const untilListening = async (subscriptions: number): Promise<void> => {
    const open = async () => (await liveSubscriptions(supergraph)) === subscriptions;
    while (!(await open())) await sleep(POLL_MS);
  };

  test('a posting shows in the balance and comes as a live event, resolved across subgraphs', async () => {
    const events = alice.subscribe(TransactionPostedDocument, { ledgerId: book.ledgerId });
    const first = events.next();
    await untilListening(1);
    const result = await post(alice, book, '12.34');
    expect(result).toMatchObject({ __typename: 'PostTransactionSuccess' });
    const { value } = await first;
    expect(value).toMatchObject({
      errors: [],
      data: { transactionPosted: { cursor: expect.any(String), transaction: { payment: null } } },
    });
    expect(await balance(alice, book.cash)).toBe('12.34');
    await events.return();
  });

  test('each change of a balance comes as a live event, with the balance as it was after it', async () => {
    const changes = alice.subscribe(BalanceChangedDocument, { accountId: book.cash });
    const first = changes.next();
    await untilListening(1);
    await post(alice, book, '1.00');
    const change = (await first).value?.data?.balanceChanged;
    await post(alice, book, '0.50');
    const next = (await changes.next()).value?.data?.balanceChanged;
    expect([change, next]).toMatchObject([
      { version: 2, posted: { amount: '13.34', currency: 'EUR' }, account: { id: book.cash, code: 'cash' } },
      { version: 3, posted: { amount: '13.84' }, available: { amount: '13.84' } },
    ]);
    await changes.return();
  });

  test('each step of a hold comes as a live event', async () => {
    const steps = alice.subscribe(HoldChangedDocument, { accountId: book.sales });
    const first = steps.next();
    await untilListening(1);
    const holdId = await hold(alice, book, '10.00');
    const { value } = await first;
    await capture(alice, holdId, '4.00');
    const captured = await steps.next();
    expect([value, captured.value].map((event) => event?.data?.holdChanged)).toMatchObject([
      { status: 'HELD', remaining: { amount: '10.00' }, transaction: null, hold: { id: holdId } },
      { status: 'CAPTURED', amount: { amount: '4.00' }, transaction: { id: expect.any(String) } },
    ]);
    await steps.return();
  });

  test('a payment reaches the book through the saga, and both ways across the federation', async () => {
    const { createPayment } = await alice.mutate(CreatePaymentDocument, {
      input: { amount: { amount: '5.00', currency: 'EUR' }, confirm: true, idempotencyKey: randomUUID() },
    });
    if (createPayment.__typename !== 'CreatePaymentSuccess') throw new Error(createPayment.code);
    paymentId = createPayment.payment.id;
    const payment = await settled(alice, paymentId);
    expect(payment?.ledgerTransaction?.postings.map(({ account }) => account.code)).toHaveLength(2);
  });

  test('the same key answers the same; other input with it is refused', async () => {
    const idempotencyKey = randomUUID();
    const first = await post(alice, book, '1.00', { idempotencyKey });
    expect(await post(alice, book, '1.0', { idempotencyKey })).toEqual(first);
    expect(await post(alice, book, '2.00', { idempotencyKey })).toMatchObject({
      __typename: 'IdempotencyConflict',
    });
  });

  test('another tenant’s ids answer as if they did not exist', async () => {
    expect(await balance(gina, book.cash)).toBeUndefined();
    expect(await post(gina, book, '1.00')).toMatchObject({ __typename: 'UnknownLedger' });
    const { transactions } = await gina.query(TransactionsDocument, { ledgerId: book.ledgerId });
    expect(transactions.nodes).toEqual([]);
    expect(await gina.query(PaymentDocument, { id: paymentId })).toEqual({ payment: null });
  });

  test('another tenant hears nothing', async () => {
    const heard: unknown[] = [];
    const events = gina.subscribe(TransactionPostedDocument, { ledgerId: book.ledgerId });
    const listening = (async () => {
      for await (const event of events) heard.push(event);
    })();
    await untilListening(1);
    await post(alice, book, '3.00');
    await sleep(QUIET_MS);
    await events.return();
    await listening;
    expect(heard).toEqual([]);
  });

  test('who has no token, or not the scope, is refused', async () => {
    const reader = await supergraph.client('acme', 'bob', ['ledger:read']);
    await expect(post(reader, book, '1.00')).rejects.toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
    const { body } = await call(supergraph.url, `{ account(id: "${book.cash}") { id } }`);
    expect(body).toMatchObject({ data: { account: null }, errors: [expect.anything()] });
  });

  test('a subgraph that is called without the gateway’s token refuses, also with a user’s', async () => {
    const token = await supergraph.token('acme', 'alice');
    const subgraphs = supergraph.state().children.filter(({ command }) => command.startsWith('subgraphs/'));
    expect(subgraphs).toHaveLength(options.topology === 'processes' ? subgraphNames().length : 0);
    for (const { url } of subgraphs) {
      for (const headers of [{}, { authorization: `Bearer ${token}` }] as Record<string, string>[]) {
        expect(await call(url as string, '{ __typename }', headers)).toMatchObject({
          status: 401,
          body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
        });
      }
    }
  });

  test('docs/operations.md has each metric', async () => {
    const urls = [supergraph.url, ...supergraph.state().children.map(({ url }) => url as string)];
    expect(await shownMetrics(urls)).toEqual(documentedMetrics());
  });

  test('a tenant that spends its budget is told when to come back, and is served then; others notice nothing', async () => {
    const root = await supergraph.client('ops', 'root', ['platform:admin']);
    const { upsertPolicy } = await root.mutate(UpsertPolicyDocument, { input: costPolicy('initech') });
    expect(upsertPolicy.__typename).toBe('UpsertPolicySuccess');
    const peter = await supergraph.client('initech', 'peter', ['quotas:read']);
    const told = peter.subscribe(QuotaThresholdCrossedDocument, { resource: 'graphql.cost' });
    const first = told.next();
    await untilListening(1);
    const token = await supergraph.token('initech', 'peter');
    const ask = () =>
      call(supergraph.url, '{ ledgers(first: 10) { nodes { id } } }', { authorization: `Bearer ${token}` });
    // One after the other they might never cost more than what comes back meanwhile.
    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    while (!answer)
      answer = (await Promise.all([ask(), ask(), ask(), ask()])).find(({ status }) => status !== 200);
    expect(refusalOf(answer)).toMatchObject({ code: 'RATE_LIMITED', refusedBy: ['tenant'] });
    expect(await balance(alice, book.cash)).toBeDefined();
    expect((await first).value?.data?.quotaThresholdCrossed).toMatchObject({
      policyName: 'initech',
      subjectId: 'initech',
    });
    await told.return();
    // What Peter was told has its cost too: it may have taken what the answer before said there would be.
    for (let attempt = 0; attempt < 5 && answer.status === 429; attempt += 1) {
      await sleep(refusalOf(answer).retryAfterMs);
      answer = await ask();
    }
    expect(answer).toMatchObject({ status: 200, body: { data: { ledgers: { nodes: [] } } } });
  });

  test('a revoked token is refused, one signed afterwards is not', async () => {
    const query = `{ account(id: "${book.cash}") { id } }`;
    const ask = async (token: string) => {
      const { body } = await call(supergraph.url, query, { authorization: `Bearer ${token}` });
      return body;
    };
    const token = await supergraph.token('acme', 'mallory');
    expect(await ask(token)).toEqual({ data: { account: { id: book.cash } }, extensions: expect.anything() });
    await supergraph.command('token', '--tenant', 'acme', '--actor', 'mallory', '--revoke');
    const refused = await eventually(
      () => ask(token),
      ({ errors }) => errors !== undefined,
      HEARD_TIMEOUT_MS,
    );
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await sleep(1_000); // tokens count in whole seconds
    expect(await ask(await supergraph.token('acme', 'mallory'))).not.toHaveProperty('errors');
  });

  test(
    'Ctrl-C ends it within seconds, and nothing is lost',
    async () => {
      const before = await balance(alice, book.cash);
      const root = await supergraph.client('ops', 'root', ['platform:admin']);
      await root.mutate(UpsertPolicyDocument, { input: JOBS_POLICY });
      await consumeJobs(supergraph, '3');
      expect(await jobsLeft(supergraph, '97')).toBe('97');
      await supergraph.signal('SIGINT');
      await supergraph.start();
      expect(await balance(alice, book.cash)).toBe(before);
      await consumeJobs(supergraph, '4');
      expect(await jobsLeft(supergraph, '93')).toBe('93');
    },
    START_TIMEOUT_MS,
  );
}

/** 20 cost points a second for the tenant, 30 at once. */
const refusalOf = ({ body }: Awaited<ReturnType<typeof call>>) =>
  (body.errors as { extensions: { code: string; retryAfterMs: number } }[])[0]!.extensions;

const costPolicy = (pattern: string) => ({
  tenantId: 'platform',
  name: pattern,
  subject: { kind: 'TENANT' as const, pattern },
  resource: 'graphql.cost',
  algorithm: 'TOKEN_BUCKET' as const,
  limit: '20',
  periodMs: '1000',
  burst: '30',
  unit: 'COST_POINTS' as const,
  idempotencyKey: randomUUID(),
});

/** 100 jobs for acme, and one more each month. */
const JOBS_POLICY = {
  tenantId: 'acme',
  name: 'jobs',
  subject: { kind: 'TENANT' as const },
  resource: 'jobs',
  algorithm: 'TOKEN_BUCKET' as const,
  limit: '1',
  periodMs: String(31 * 24 * 60 * 60 * 1_000),
  burst: '100',
  idempotencyKey: 'jobs',
};

const JOBS = { subject: { kind: 'TENANT', id: 'acme' }, resource: 'jobs' };

const askForJobs = async (supergraph: TestSupergraph, query: string, variables: object): Promise<unknown> => {
  const authorization = `Bearer ${await supergraph.token('acme', 'worker', ['quotas:read', 'quotas:write'])}`;
  const { body } = await call(supergraph.url, query, { authorization }, { ...variables });
  return body.data;
};

async function consumeJobs(supergraph: TestSupergraph, quantity: string): Promise<void> {
  const query = `mutation ($input: ConsumeInput!) { consume(input: $input) { __typename } }`;
  const input = { ...JOBS, quantity, idempotencyKey: randomUUID() };
  const consumed = { consume: { __typename: 'ConsumeSuccess' } };
  expect(await askForJobs(supergraph, query, { input })).toEqual(consumed);
}

/** What is left once it is what is expected: a busy store may have to be charged later. */
const jobsLeft = (supergraph: TestSupergraph, expected: string): Promise<unknown> =>
  eventually(
    async () => {
      const query = `query ($subject: SubjectInput!, $resource: String!) {
        quota(subject: $subject, resource: $resource) { remaining } }`;
      const answer = await askForJobs(supergraph, query, JOBS);
      return (answer as { quota: { remaining: string | null } }).quota.remaining;
    },
    (remaining) => remaining === expected,
    HEARD_TIMEOUT_MS,
  );

/** The payment once its money is in the book. */
const settled = (client: Client, id: string) =>
  eventually(
    async () => (await client.query(PaymentDocument, { id })).payment,
    (payment) => payment?.settlement.status === 'SETTLED',
    SAGA_TIMEOUT_MS,
  );
