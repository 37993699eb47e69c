import { describe, expect, test } from '@jest/globals';
import { type Client, createClient, type ExecutionResult } from 'graphql-sse';
import { eventually } from 'platform/bus/test/messages';
import { READER, tokenOf } from './fixture.ts';
import { openStage } from './stage.ts';

const QUERY = `subscription ($after: Cursor) {
  transactionPosted(after: $after) { cursor transaction { id } }
}`;

const { log, gateway } = await openStage({ tokenCheckIntervalMs: 100, cursorIntervalMs: 20 });

const clientOf = (token = tokenOf('acme', 'alice', READER)): Client =>
  createClient({
    url: gateway.url.replace('ws:', 'http:'),
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });

interface Heard {
  readonly results: ExecutionResult[];
  readonly ended: Promise<unknown>;
  stop(): void;
}

/** `ended` resolves with the error, or with undefined after `complete`. */
function subscribe(client: Client, query = QUERY, variables = {}): Heard {
  const results: ExecutionResult[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  const stop = client.subscribe(
    { query, variables },
    {
      next: (result) => void results.push(result as ExecutionResult),
      error: resolve,
      complete: () => resolve(undefined),
    },
  );
  return { results, ended, stop };
}

const begun = (count: number): Promise<void> =>
  eventually(() => gateway.live.stats().subscriptions === count);

describe("graphql-sse's own client", () => {
  test('hears events, past any number of ids without one, and leaves', async () => {
    const heard = subscribe(clientOf());
    await begun(1);
    await log.publish({ transaction: { id: 'txn_1' } });
    await eventually(() => heard.results.length === 1);
    heard.stop();
    expect(heard.results).toMatchObject([{ data: { transactionPosted: { transaction: { id: 'txn_1' } } } }]);
    await begun(0);
  });

  test('goes on from the cursor of an event', async () => {
    const first = subscribe(clientOf());
    await begun(1);
    await log.publish({ transaction: { id: 'txn_seen' } });
    await eventually(() => first.results.length === 1);
    first.stop();
    await log.publish({ transaction: { id: 'txn_missed' } });
    const seen = first.results[0]?.data?.transactionPosted as { cursor: string } | undefined;
    const again = subscribe(clientOf(), QUERY, { after: seen?.cursor });
    await eventually(() => again.results.length === 1);
    again.stop();
    expect(again.results).toMatchObject([
      { data: { transactionPosted: { transaction: { id: 'txn_missed' } } } },
    ]);
    await begun(0);
  });

  test('gets the answer to a query, and its end', async () => {
    const heard = subscribe(clientOf(), '{ transaction(id: "txn_1") { id } }');
    expect(await heard.ended).toBeUndefined();
    expect(heard.results).toHaveLength(1);
  });

  test('is told by the status what it may not have', async () => {
    const heard = subscribe(clientOf(tokenOf('acme', 'mallory', [])));
    expect(await heard.ended).toMatchObject({ response: { status: 403 } });
  });

  test('is told why its stream ends, and where to go on', async () => {
    const heard = subscribe(clientOf(tokenOf('acme', 'fired', READER)));
    await begun(1);
    gateway.revoke('fired');
    expect(await heard.ended).toBeUndefined();
    expect(heard.results).toMatchObject([
      { errors: [{ extensions: { code: 'UNAUTHENTICATED', cursor: expect.any(String) } }] },
    ]);
  });
});
