import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, parse, validate } from 'graphql';
import { createMetrics } from 'platform/telemetry/metrics';
import { federation } from '../../test/federation.ts';
import { quiet } from '../../test/quiet.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';
import { coordinatesOf } from '../usage/coordinates.ts';
import { createCounts } from '../usage/counts.ts';
import { startReporter } from '../usage/reporter.ts';
import type { UsageReport, UsageSink } from '../usage/usage-sink.ts';

const TYPES = `
  type Query {
    book(id: ID, filter: Filter, in: [Filter!], shelf: Shelf): Node
    books(first: Int = 3): [Book]
    secret: String @authenticated
  }
  type Mutation { add(input: Filter): Book }
  interface Node { id: ID }
  type Book implements Node { id: ID title(upper: Boolean): String }
  input Filter { name: String shelf: Shelf and: [Filter!] }
  enum Shelf { LEFT RIGHT }
`;
const schema = buildSchema(`directive @authenticated on FIELD_DEFINITION\n${TYPES}`);
const used = (text: string, name = '') => {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return coordinatesOf(schema, document, name);
};

describe('what an operation uses', () => {
  test.each([
    ['fields', '{ books { title } }', ['Book.title', 'Query.books']],
    ['not aliases', '{ mine: books { id } }', ['Book.id', 'Query.books']],
    ['arguments', '{ books(first: 1) { id } }', ['Book.id', 'Query.books', 'Query.books(first:)']],
    ['fields of an interface', '{ book { id } }', ['Node.id', 'Query.book']],
    ['fragments', '{ book { ...F } } fragment F on Book { title }', ['Book.title', 'Query.book']],
    [
      'fields of an input that stand there',
      '{ book(filter: { and: [{ name: "x" }] }) { id } }',
      ['Filter.and', 'Filter.name', 'Node.id', 'Query.book', 'Query.book(filter:)'],
    ],
    [
      'all fields of an input that is a variable',
      'query ($f: Filter!) { book(in: [$f]) { id } }',
      ['Filter.and', 'Filter.name', 'Filter.shelf', 'Node.id', 'Query.book', 'Query.book(in:)', 'Shelf'],
    ],
    [
      'an enum, but not which value',
      '{ book(shelf: LEFT) { id } }',
      ['Node.id', 'Query.book', 'Query.book(shelf:)', 'Shelf'],
    ],
    ['no introspection', '{ __typename __schema { types { name } } }', []],
    ['no conditions', '{ books @include(if: true) { id @skip(if: false) } }', ['Book.id', 'Query.books']],
  ])('%s', (_name, text, coordinates) => {
    expect(used(text)).toEqual(coordinates);
  });

  test('of several operations in a document, that which is asked for', () => {
    const text = 'query A { books { id } } mutation B { add { ...F } } fragment F on Book { title }';
    expect(used(text, 'A')).toEqual(['Book.id', 'Query.books']);
    expect(used(text, 'B')).toEqual(['Book.title', 'Mutation.add']);
  });
});

const shop = federation({ shop: { typeDefs: TYPES } });

/** Keeps what it gets. */
function memorySink() {
  const reports: UsageReport[] = [];
  return { reports, sink: { send: async (report: UsageReport) => void reports.push(report) } };
}

describe('a report', () => {
  let gateway: TestGateway;
  let reports: UsageReport[];
  beforeEach(async () => {
    const memory = memorySink();
    reports = memory.reports;
    gateway = await startTestGateway({
      supergraph: { sdl: shop.supergraphSdl },
      localSubgraphs: shop.subgraphs,
      usageSink: memory.sink,
      config: { usage: { maxCounts: 3 } },
    });
  });
  const client = (name: string, version: string) => ({
    headers: { 'graphql-client-name': name, 'graphql-client-version': version },
  });

  test('is sent when the gateway stops: operations by client, with their counts', async () => {
    await gateway.ask('query Books { books { title } }', client('web', '1'));
    await gateway.ask('query Books { books { title } }', client('web', '1'));
    await gateway.ask('{ secret }', { headers: { 'apollographql-client-name': 'ios' } });
    await gateway.close();
    const { id: supergraph } = gateway.supergraph.get();
    expect(reports).toEqual([
      {
        id: expect.stringMatching(/^usage_/),
        from: expect.stringMatching(/Z$/),
        until: expect.stringMatching(/Z$/),
        uncounted: 0,
        operations: [
          {
            supergraph,
            client: { name: 'web', version: '1' },
            name: 'Books',
            type: 'query',
            coordinates: ['Book.title', 'Query.books'],
            requests: 2,
            failed: 0,
          },
          {
            supergraph,
            client: { name: 'ios', version: '' },
            name: '',
            type: 'query',
            coordinates: ['Query.secret'],
            requests: 1,
            failed: 1,
          },
        ],
      },
    ]);
  });

  test('has so many counts; what comes on top is only a number', async () => {
    for (let version = 0; version < 5; version += 1)
      await gateway.ask('{ books { id } }', client('bot', String(version)));
    await gateway.close();
    expect(reports[0]).toMatchObject({ uncounted: 2, operations: [{}, {}, {}] });
  });

  test('is not sent when nothing was asked', async () => {
    await gateway.close();
    expect(reports).toEqual([]);
  });

  test('never has a value of a document or a variable', async () => {
    const value = fc.stringMatching(/^[a-z]{12}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 8, maxLength: 8 }), async (values) => {
        const [a, b, c, d, e, f, g, h] = values;
        await gateway.ask(
          `query Q($x: ID = "${a}", $f: Filter = { name: "${b}" }) { # ${c}
            book(id: "${d}", filter: { and: [{ name: "${e}" }] }, in: [$f]) { id }
            ${f}: book(id: $x) { id }
          }`,
          { variables: { x: g, f: { name: h } } },
        );
      }),
      { numRuns: 20 },
    );
    await gateway.close();
    const texts = JSON.stringify(reports);
    expect(texts).toContain('Query.book(filter:)');
    expect(texts).not.toMatch(/\b[a-z]{12}\b/);
  });
});

describe('a sink that takes nothing', () => {
  const state = { id: 'one', schema } as never;
  const request = { document: parse('{ books { id } }'), context: { requestId: '', headers: {} } };

  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A reporter whose sink is there from the moment it is opened. */
  function reporting() {
    const { reports, sink: open } = memorySink();
    let sink: UsageSink = { send: () => Promise.reject(new Error('closed')) };
    const counts = createCounts(10);
    const metrics = createMetrics();
    const reporter = startReporter({
      counts,
      sink: { send: (report) => sink.send(report) },
      intervalMs: 1_000,
      logger: quiet,
      metrics,
    });
    return {
      reports,
      reporter,
      metrics,
      /** A request, and the time to report it. */
      async work(): Promise<void> {
        counts.record(state, request, false);
        await jest.advanceTimersByTimeAsync(1_000);
      },
      open(): void {
        sink = open;
      },
    };
  }

  test('gets later what it did not take, each report once', async () => {
    const { reports, reporter, work, open } = reporting();
    await work();
    await work();
    open();
    await work();
    await reporter.close();
    expect(reports.map(({ operations }) => operations[0]?.requests)).toEqual([1, 1, 1]);
    expect(new Set(reports.map(({ id }) => id)).size).toBe(3);
  });

  test('costs the oldest report when too many wait', async () => {
    const { reports, reporter, metrics, work, open } = reporting();
    for (let n = 0; n < 12; n += 1) await work();
    open();
    await reporter.close();
    expect(reports).toHaveLength(10);
    expect(await metrics.metrics()).toContain('gateway_usage_reports_total{outcome="dropped"} 2');
  });
});
