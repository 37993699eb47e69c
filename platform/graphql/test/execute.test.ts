import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import type { Actor } from '../../auth/actor.ts';
import { MAX_QUERY_CHARS, MAX_QUERY_DEPTH } from '../documents.ts';
import { MAX_VARIABLE_DEPTH, MAX_VARIABLE_VALUES } from '../variables.ts';
import { alice, lines, notesSubgraph } from './notes.ts';

const subgraph = notesSubgraph();
const run = (
  query: string,
  variables?: Record<string, unknown>,
  operationName?: string,
): Promise<ExecutionResult> =>
  subgraph.execute({ query, variables, operationName, requestId: 'req-1' }, alice);
const codeOf = ({ errors }: ExecutionResult): unknown => errors?.[0]?.extensions.code;

beforeEach(() => {
  lines.length = 0;
});

test('executes as the actor', async () => {
  expect(await run('{ whoami }')).toEqual({ data: { whoami: 'acme/alice' } });
});

test('resolves entities by reference', async () => {
  const { data } = await run(
    'query($r: [_Any!]!) { _entities(representations: $r) { ... on Note { text } } }',
    {
      r: [{ __typename: 'Note', id: '2' }],
    },
  );
  expect(data).toEqual({ _entities: [{ text: 'note 2' }] });
});

test.each([
  ['an actor that no verifier vouched for', { ...alice } as Actor],
  ['nobody', undefined as unknown as Actor],
])('%s is UNAUTHENTICATED', async (_who, actor) => {
  const result = await subgraph.execute({ query: '{ whoami }' }, actor);
  expect(codeOf(result)).toBe('UNAUTHENTICATED');
  expect(result.data).toBeUndefined();
});

describe('what is wrong with a request has a code:', () => {
  const nested = (levels: number): string =>
    `{ note(id: 1) ${'{ self '.repeat(levels)}{ id }${' }'.repeat(levels)} }`;
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  const ECHO = 'query($v: JSON) { echo(json: $v) { json } }';

  interface Wrong {
    readonly code: string;
    readonly what: string;
    readonly query: string;
    readonly variables?: Record<string, unknown>;
    readonly operationName?: string;
  }
  const many = Array.from({ length: MAX_VARIABLE_VALUES }, () => 1);
  const text = 'query($v: String) { echo(text: $v) { text } }';

  test.each<Wrong>([
    { code: 'GRAPHQL_PARSE_FAILED', what: 'no GraphQL', query: '{ whoami' },
    { code: 'GRAPHQL_PARSE_FAILED', what: 'too many tokens', query: `{ ${'whoami '.repeat(10_001)}}` },
    { code: 'GRAPHQL_VALIDATION_FAILED', what: 'an unknown field', query: '{ nothing }' },
    {
      code: 'GRAPHQL_VALIDATION_FAILED',
      what: 'a fragment in itself',
      query: '{ ...A } fragment A on Query { ...A }',
    },
    {
      code: 'OPERATION_RESOLUTION_FAILURE',
      what: 'no such operation',
      query: 'query A { whoami }',
      operationName: 'B',
    },
    {
      code: 'OPERATION_RESOLUTION_FAILURE',
      what: 'which operation',
      query: 'query A { whoami } query B { whoami }',
    },
    { code: 'BAD_USER_INPUT', what: 'a missing variable', query: 'query($id: ID!) { note(id: $id) { id } }' },
    { code: 'BAD_USER_INPUT', what: 'a NUL character in a variable', query: text, variables: { v: 'a\0' } },
    { code: 'BAD_USER_INPUT', what: 'half a surrogate pair', query: text, variables: { v: 'a\ud800' } },
    {
      code: 'BAD_USER_INPUT',
      what: 'a NUL character in the document',
      query: '{ echo(text: "\\u0000") { text } }',
    },
    { code: 'LIMIT_EXCEEDED', what: 'a long document', query: `{ whoami }${' '.repeat(MAX_QUERY_CHARS)}` },
    { code: 'LIMIT_EXCEEDED', what: 'a deep document', query: nested(MAX_QUERY_DEPTH) },
    {
      code: 'LIMIT_EXCEEDED',
      what: 'deep variables',
      query: ECHO,
      variables: { v: deep(MAX_VARIABLE_DEPTH + 1) },
    },
    { code: 'LIMIT_EXCEEDED', what: 'many variables', query: ECHO, variables: { v: many } },
  ])('$code: $what', async ({ code, query, variables, operationName }) => {
    const result = await run(query, variables, operationName);
    expect(codeOf(result)).toBe(code);
    expect(result.data).toBeUndefined();
  });

  test('what is wrong inside a variable is named', async () => {
    const { errors } = await run(ECHO, { v: { list: ['fine', { text: 'a\0' }] } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      path: ['v', 'list', '1', 'text'],
    });
  });

  test.each([
    ['of another type', { text: 1, price: { amount: '1', currency: 'EUR' } }, ['i', 'text']],
    ['deeper', { text: 'x', price: { amount: 1, currency: 'EUR' } }, ['i', 'price', 'amount']],
    ['that is not whole', { text: 'x', price: { amount: '1' } }, ['i', 'price']],
  ])('what does not fit its type is named: %s', async (_what, input, path) => {
    const WRITE = 'mutation($i: WriteNoteInput!) { writeNote(input: $i) { __typename } }';
    const { errors } = await run(WRITE, { i: { ...input, idempotencyKey: 'k' } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT', path }]);
  });

  test('a document just within the depth is executed', async () => {
    expect(await run(nested(MAX_QUERY_DEPTH - 2))).toMatchObject({ data: { note: {} } });
  });

  test('depth counts through fragments', async () => {
    const fragments = Array.from(
      { length: MAX_QUERY_DEPTH },
      (_none, n) => `fragment F${n} on Note { self { ...F${n + 1} } }`,
    );
    const query = `{ note(id: 1) { ...F0 } } ${fragments.join(' ')} fragment F${MAX_QUERY_DEPTH} on Note { id }`;
    expect(codeOf(await run(query))).toBe('LIMIT_EXCEEDED');
  });
});

describe('an error of a resolver', () => {
  test('that is a PlatformError keeps its code, message and path', async () => {
    const { data, errors } = await run('{ fails(how: "forbidden") }');
    expect(data).toEqual({ fails: null });
    expect(errors?.[0]?.toJSON()).toEqual({
      message: 'Not allowed.',
      locations: [{ line: 1, column: 3 }],
      path: ['fails'],
      extensions: { code: 'FORBIDDEN' },
    });
  });

  test('that comes from a database out of reach is SERVICE_UNAVAILABLE, without a word about the inside', async () => {
    const { errors } = await run('{ fails(how: "outage") }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(JSON.stringify(errors)).not.toMatch(/10\.0\.0\.7|ECONNREFUSED/);
  });

  test.each(['sql', 'graphql'])('that is anything else (%s) is logged and masked', async (how) => {
    const { errors } = await run('query($how: String!) { fails(how: $how) }', { how });
    expect(errors?.[0]?.message).toBe('Internal server error.');
    expect(errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(errors?.[0]?.originalError).toBeUndefined();
    expect(JSON.stringify(errors)).not.toMatch(/secrets|own words|\.ts/);
    expect(lines).toEqual([expect.objectContaining({ requestId: 'req-1', tenant: 'acme', path: ['fails'] })]);
  });
});

test('a failing createContext is masked too', async () => {
  const broken = notesSubgraph({
    createContext: () => {
      throw new Error('no pool at 10.0.0.1');
    },
  });
  const { errors } = await broken.execute({ query: '{ whoami }' }, alice);
  expect(errors?.map(({ message }) => message)).toEqual(['Internal server error.']);
});

test('rate, errors and duration are counted', async () => {
  const { metrics, execute } = notesSubgraph();
  await execute({ query: '{ whoami }' }, alice);
  await execute({ query: '{ nothing }' }, alice);
  const text = await metrics.metrics();
  expect(text).toContain('subgraph_request_total{subgraph="notes",outcome="ok"} 1');
  expect(text).toContain('subgraph_request_total{subgraph="notes",outcome="error"} 1');
  expect(text).toContain('subgraph_request_duration_seconds_count{subgraph="notes"} 2');
});
