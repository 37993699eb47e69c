import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import type { ExecuteRequest } from '../begin.ts';
import { acknowledged, complete, type RawSocket, subscribe } from './raw-socket.ts';
import { openStage } from './stage.ts';

const QUERY = '{ transaction(id: "1") { id } }';
const SEVERAL =
  'query One { one: __typename } query Two { two: __typename } subscription Three { anyTransaction { cursor } }';

let client: RawSocket;

/** Queries that wait until they are told to go on, or are aborted. */
const held: { readonly signal: AbortSignal | undefined; readonly answer: () => void }[] = [];
const execute: ExecuteRequest = ({ query, operationName, variables }, { signal }) => {
  const data = { echo: query, ...(operationName && { operationName }), ...(variables && { variables }) };
  if (!query?.includes('held')) return Promise.resolve({ data });
  return new Promise((resolve) => held.push({ signal, answer: () => resolve({ data }) }));
};

const { log, gateway } = await openStage({}, { execute });
afterEach(async () => {
  held.length = 0;
  await client.leave();
  await eventually(() => gateway.live.stats().connections === 0);
});

const typesOf = (id: string): readonly string[] => client.of(id).map(({ type }) => type);
const opened = (count: number) => eventually(() => gateway.live.stats().subscriptions === count);
const publish = (id: string) => log.publish({ transaction: { id } });

describe('an operation', () => {
  beforeEach(async () => {
    client = await acknowledged(gateway);
  });

  test.each([
    ['query', QUERY],
    ['mutation', 'mutation { post { id } }'],
  ])('that is a %s is one next, then complete', async (_kind, query) => {
    client.send(subscribe('1', query));
    await client.saw('complete');
    expect(client.of('1')).toEqual([
      { id: '1', type: 'next', payload: { data: { echo: query } } },
      { id: '1', type: 'complete' },
    ]);
  });

  test('that is a subscription is one next for each event, in order, and no complete', async () => {
    client.send(subscribe('1', 'subscription { transactionPosted { transaction { id } } }'));
    await opened(1);
    const ids = ['txn_a', 'txn_b', 'txn_c'];
    for (const id of ids) await log.publish({ transaction: { id } }, { subject: 'txn' });
    await eventually(() => client.heard('1').length === 3);
    await client.answered();
    expect(client.of('1')).toEqual(
      ids.map((id) => ({
        id: '1',
        type: 'next',
        payload: { data: { transactionPosted: { transaction: { id } } } },
      })),
    );
  });

  test.each([
    'subscription {',
    'subscription { nothing }',
    'subscription { elsewhere { cursor } }',
    '',
    'query {',
  ])('that is refused is one error, and no complete: %s', async (query) => {
    client.send(subscribe('1', query));
    await client.saw('error');
    await client.answered();
    expect(client.of('1')).toEqual([
      {
        id: '1',
        type: 'error',
        payload: [
          expect.objectContaining({
            message: expect.any(String),
            extensions: expect.objectContaining({ code: expect.any(String) }),
          }),
        ],
      },
    ]);
  });

  test('that is refused gives its id free, and the socket and its other operations go on', async () => {
    client.send(subscribe('live'));
    await opened(1);
    client.send(subscribe('1', 'subscription { nothing }'));
    await client.saw('error');
    client.send(subscribe('1', QUERY));
    await client.saw('complete', '1');
    expect(typesOf('1')).toEqual(['error', 'next', 'complete']);
    await publish('txn_on');
    await eventually(() => client.heard('live').length === 1);
  });

  test('is chosen by its name among several', async () => {
    client.send(subscribe('2', SEVERAL, { operationName: 'Two' }));
    await client.saw('complete', '2');
    expect(client.heard('2')).toMatchObject([{ data: { operationName: 'Two' } }]);
    client.send(subscribe('3', SEVERAL, { operationName: 'Three' }));
    await opened(1);
  });

  test.each([{}, { operationName: 'Four' }])('is not guessed among several: %j', async (more) => {
    client.send(subscribe('1', SEVERAL, more));
    await client.saw('error');
    expect(client.errorCodes()).toEqual([['1', 'OPERATION_RESOLUTION_FAILURE']]);
  });

  test('gets its variables', async () => {
    const variables = { deep: [{ text: 'ä\u{1F600}', none: null }] };
    client.send(subscribe('1', QUERY, { variables }));
    await client.saw('complete');
    expect(client.heard('1')).toEqual([{ data: { echo: QUERY, variables } }]);
  });

  test.each(['__proto__', 'constructor', '0', ' ', 'ä\u{1F600}', 'x'.repeat(1_000)])(
    'may have any text as its id: %j',
    async (id) => {
      client.send(subscribe(id));
      await client.saw('ping');
      expect([...client.cursors().keys()]).toEqual([id]);
      await publish('txn_named');
      await eventually(() => client.heard(id).length === 1);
      client.send(complete(id));
      await opened(0);
    },
  );

  test('of another socket may have the same id', async () => {
    const other = await acknowledged(gateway);
    for (const { send } of [client, other]) send(subscribe('1'));
    await opened(2);
    other.send(complete('1'));
    await opened(1);
    await publish('txn_mine');
    await eventually(() => client.heard('1').length === 1);
    await other.answered();
    expect(other.of('1')).toEqual([]);
    await other.leave();
  });
});

describe('complete', () => {
  beforeEach(async () => {
    client = await acknowledged(gateway);
  });

  test('of an operation that there is none of is passed over', async () => {
    client.send(complete('none'), complete('__proto__'));
    await client.answered();
    client.send(subscribe('1', QUERY));
    await client.saw('complete');
    expect(typesOf('none')).toEqual([]);
  });

  test('ends a subscription for good: no more events, no answer', async () => {
    client.send(subscribe('1'), subscribe('2'));
    await opened(2);
    client.send(complete('1'), complete('1'));
    await opened(1);
    await publish('txn_after');
    await eventually(() => client.heard('2').length === 1);
    await client.answered();
    expect(client.of('1')).toEqual([]);
  });

  test('gives the id free once the operation has ended', async () => {
    for (let n = 1; n <= 3; n += 1) {
      client.send(subscribe('1'));
      await opened(1);
      await publish(`txn_${n}`);
      await eventually(() => client.heard('1').length === n);
      client.send(complete('1'));
      await opened(0);
    }
    expect(typesOf('1')).toEqual(['next', 'next', 'next']);
  });

  test('in the middle of a query aborts it, and nothing more is said of it', async () => {
    client.send(subscribe('1', '{ held }'));
    await eventually(() => held.length === 1);
    client.send(complete('1'));
    await eventually(() => held[0]?.signal?.aborted === true);
    held[0]?.answer();
    await client.answered();
    expect(client.of('1')).toEqual([]);
  });

  test('in the middle of a query leaves the others alone', async () => {
    client.send(subscribe('1', '{ held }'), subscribe('2', '{ held }'));
    await eventually(() => held.length === 2);
    client.send(complete('1'));
    await eventually(() => held[0]?.signal?.aborted === true);
    expect(held[1]?.signal?.aborted).toBe(false);
    held[1]?.answer();
    await client.saw('complete', '2');
    expect(typesOf('2')).toEqual(['next', 'complete']);
  });

  test('comes for each query when it is ready, whatever the order in which they were asked', async () => {
    client.send(subscribe('slow', '{ held }'), subscribe('quick', QUERY));
    await client.saw('complete', 'quick');
    expect(client.of('slow')).toEqual([]);
    held[0]?.answer();
    await client.saw('complete', 'slow');
    expect(typesOf('slow')).toEqual(['next', 'complete']);
  });
});

describe.each([
  ['closed', (socket: RawSocket['socket']) => socket.close()],
  ['lost', (socket: RawSocket['socket']) => socket.terminate()],
])('a socket that is %s', (_how, end) => {
  test('aborts its queries and ends its subscriptions', async () => {
    client = await acknowledged(gateway);
    client.send(subscribe('1', '{ held }'), subscribe('2'));
    await eventually(() => held.length === 1);
    await opened(1);
    end(client.socket);
    await eventually(() => held[0]?.signal?.aborted === true);
    await eventually(() => gateway.live.stats().listeners === 0);
    expect(gateway.live.stats()).toEqual({ connections: 0, subscriptions: 0, listeners: 0 });
  });
});
