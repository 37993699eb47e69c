import { describe, expect, test } from '@jest/globals';
import { readEventSources } from '../event-sources.ts';
import { composeSdl } from './supergraph.ts';

const supergraph = (field: string, link = 'import: ["@eventSource"]') => `
  schema @link(url: "https://open-supergraph.org/live/v1.0", ${link}) { query: Query subscription: Subscription }
  scalar Cursor
  input Filter { id: ID }
  enum Side { DEBIT CREDIT }
  type Query { a: Int }
  type Posted { id: ID }
  type Subscription { ${field} plain: Posted }`;

const source = (args: string) =>
  `posted(a: ID, side: Side!, filter: Filter, list: [ID!]): Posted @eventSource(${args})`;

describe('event sources', () => {
  test('are read out of a composed supergraph', () => {
    const sources = readEventSources(composeSdl('ledger.transaction.v1'));
    expect(sources.get('transactionPosted')).toEqual({
      field: 'transactionPosted',
      topic: 'ledger.transaction.v1',
      types: new Set(['ledger.transaction.posted.v1']),
      match: [
        { argument: 'ledgerId', operator: '=', path: ['ledgerId'] },
        { argument: 'accountId', operator: 'in', path: ['accountIds'] },
      ],
    });
  });

  test('may have no rules, which matches every event of the types', () => {
    const sdl = supergraph(source('topic: "t.v1", types: ["t.happened.v1"]'));
    expect(readEventSources(sdl).get('posted')?.match).toEqual([]);
  });

  test('leave fields without the directive to others', () => {
    const sdl = supergraph(source('topic: "t.v1", types: ["t.happened.v1"]'));
    expect([...readEventSources(sdl).keys()]).toEqual(['posted']);
  });

  test('go by the name under which @link imports the directive', () => {
    const field = source('topic: "t.v1", types: ["t.happened.v1"]').replace('@eventSource', '@fed');
    const sdl = supergraph(field, 'import: [{ name: "@eventSource", as: "@fed" }]');
    expect([...readEventSources(sdl).keys()]).toEqual(['posted']);
  });

  test('of a supergraph that does not link the specification are none', () => {
    expect(readEventSources('type Query { a: Int }').size).toBe(0);
  });

  test.each([
    ['a rule of another form', '"a > b"', '"a > b" is not'],
    ['a rule for an argument that is not there', '"other = b"', 'names no argument'],
    ['a rule for an input object', '"filter = b"', 'filter is not a scalar'],
    ['a rule for a list', '"list in b"', 'list is not a scalar'],
    ['two rules for one argument', '"a = b", "a in c"', 'two match rules'],
  ])('are refused for %s', (_what, match, message) => {
    const sdl = supergraph(source(`topic: "t.v1", types: ["t.happened.v1"], match: [${match}]`));
    expect(() => readEventSources(sdl)).toThrow(`Subscription.posted: `);
    expect(() => readEventSources(sdl)).toThrow(message);
  });

  test('are refused without a type of event', () => {
    expect(() => readEventSources(supergraph(source('topic: "t.v1", types: []')))).toThrow(
      'Subscription.posted',
    );
  });
});
