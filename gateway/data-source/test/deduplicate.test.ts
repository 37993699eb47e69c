import { describe, expect, test } from '@jest/globals';
import type { GatewayContext } from '../../context.ts';
import { actorWith } from '../../test/federation.ts';
import type { SubgraphOperation } from '../data-source.ts';
import { withDeduplication } from '../deduplicate.ts';
import { CONTEXT, holdFetch, MUTATION, QUERY } from './operations.ts';

function start() {
  const { fetch, calls } = holdFetch();
  const contexts: GatewayContext[] = [];
  let shared = 0;
  const deduplicated = withDeduplication(
    (operation, context) => {
      contexts.push(context);
      return fetch(operation, context);
    },
    ({ headers }) => ({ ...headers }),
    () => {
      shared += 1;
    },
  );
  return { ask: deduplicated, calls, contexts, shared: () => shared };
}

const leaving = () => {
  const controller = new AbortController();
  return { context: { ...CONTEXT, signal: controller.signal }, leave: () => controller.abort() };
};

test('equal queries under way share one fetch, and each has data of its own', async () => {
  const { ask, calls, shared } = start();
  const answers = [ask(QUERY, CONTEXT), ask(QUERY, { ...CONTEXT, requestId: 'r2' }), ask(QUERY, CONTEXT)];
  expect([calls.length, shared()]).toEqual([1, 2]);
  calls[0]?.resolve(
    JSON.parse('{"data":{"a":[{"b":1}],"__proto__":{"c":null}},"errors":[{"message":"no"}]}'),
  );
  const [one, two, three] = await Promise.all(answers);
  expect(two).toEqual(one);
  expect(JSON.stringify(three)).toBe(JSON.stringify(one));
  expect(two?.data?.a).not.toBe(one?.data?.a);
  expect(two?.errors).not.toBe(one?.errors);
});

test('one that has ended is shared no more', async () => {
  const { ask, calls } = start();
  const first = ask(QUERY, CONTEXT);
  calls[0]?.resolve({ data: { a: 1 } });
  await first;
  const second = ask(QUERY, CONTEXT);
  calls[1]?.reject(new Error('failed'));
  await expect(second).rejects.toThrow('failed');
  void ask(QUERY, CONTEXT);
  expect(calls.length).toBe(3);
});

test('what fails fails for all', async () => {
  const { ask, calls } = start();
  const answers = [ask(QUERY, CONTEXT), ask(QUERY, CONTEXT)];
  calls[0]?.reject(new Error('failed'));
  for (const answer of answers) await expect(answer).rejects.toThrow('failed');
});

describe('not shared', () => {
  const other: SubgraphOperation = { ...QUERY, body: '{"query":"{ a }","variables":{"x":1}}' };
  const acme = actorWith('a');

  test.each<[string, SubgraphOperation, GatewayContext, SubgraphOperation, GatewayContext]>([
    ['mutations', MUTATION, CONTEXT, MUTATION, CONTEXT],
    ['other variables', QUERY, CONTEXT, other, CONTEXT],
    ['other headers', QUERY, CONTEXT, QUERY, { ...CONTEXT, headers: { 'accept-language': 'en' } }],
    ['somebody and nobody', QUERY, CONTEXT, QUERY, { ...CONTEXT, actor: acme }],
    [
      'other people',
      QUERY,
      { ...CONTEXT, actor: acme },
      QUERY,
      { ...CONTEXT, actor: { ...acme, id: 'bob' } },
    ],
    ['other rights', QUERY, { ...CONTEXT, actor: acme }, QUERY, { ...CONTEXT, actor: actorWith('a', 'b') }],
    [
      'other tenants',
      QUERY,
      { ...CONTEXT, actor: acme },
      QUERY,
      { ...CONTEXT, actor: { ...acme, tenantId: 'other' as never } },
    ],
  ])('%s', (_name, one, oneContext, two, twoContext) => {
    const { ask, calls } = start();
    void ask(one, oneContext);
    void ask(two, twoContext);
    expect(calls.length).toBe(2);
  });
});

describe('who leaves', () => {
  test('ends nothing while others wait', async () => {
    const { ask, calls, contexts } = start();
    const { context, leave } = leaving();
    const gone = ask(QUERY, context);
    const waiting = ask(QUERY, CONTEXT);
    leave();
    await expect(gone).rejects.toMatchObject({ kind: 'abandoned' });
    expect(contexts[0]?.signal?.aborted).toBe(false);
    calls[0]?.resolve({ data: { a: 1 } });
    expect(await waiting).toEqual({ data: { a: 1 } });
  });

  test('last ends it, and the next one begins anew', async () => {
    const { ask, calls, contexts } = start();
    const { context, leave } = leaving();
    const gone = ask(QUERY, context);
    leave();
    await expect(gone).rejects.toMatchObject({ kind: 'abandoned' });
    expect(contexts[0]?.signal?.aborted).toBe(true);
    void ask(QUERY, CONTEXT);
    expect(calls.length).toBe(2);
  });

  test('before is not waited for', async () => {
    const { ask, calls } = start();
    const { context, leave } = leaving();
    leave();
    await expect(ask(QUERY, context)).rejects.toMatchObject({ kind: 'abandoned' });
    expect(calls.length).toBe(0);
  });
});

test('the deadline of one is not that of the others', () => {
  const { ask, contexts } = start();
  void ask(QUERY, { ...CONTEXT, deadlineAtMs: 1 });
  expect(contexts[0]?.deadlineAtMs).toBeUndefined();
});
