import { describe, expect, test } from '@jest/globals';
import { parse, Source } from 'graphql';
import type { JsonObject } from 'platform/kernel/json';
import { checkEventSources } from '../check-event-sources.ts';
import { EVENT_SOURCE_RULES } from '../rules.ts';

const TEXT = { type: 'string' };
const MONEY = {
  type: 'object',
  properties: { minor: TEXT, currency: TEXT },
  required: ['minor', 'currency'],
};

const event = (type: string, topic: string, properties: JsonObject, required: readonly string[]) => ({
  type,
  schema: { 'x-topic': topic, type: 'object', properties, required, additionalProperties: false },
});

const PLACED = event(
  'shop.order.placed.v1',
  'shop.order.v1',
  {
    shopId: TEXT,
    count: { type: 'integer' },
    productIds: { type: 'array', items: TEXT },
    coupon: { type: ['string', 'null'] },
    state: { enum: ['NEW', 'PAID'] },
    order: { type: 'object', properties: { id: TEXT }, required: ['id'] },
    total: MONEY,
    lines: { type: 'array', items: { type: 'object', properties: { text: TEXT }, required: ['text'] } },
  },
  ['shopId', 'count', 'productIds', 'coupon', 'state', 'order', 'total', 'lines'],
);
const SHIPPED = event('shop.order.shipped.v1', 'shop.order.v1', { shopId: TEXT }, ['shopId']);
const PAID = event('shop.payment.paid.v1', 'shop.payment.v1', { shopId: TEXT }, ['shopId']);

const LIVE = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@composeDirective"])
  @link(url: "https://open-supergraph.org/live/v1.0", import: ["@eventSource"])
  @composeDirective(name: "@eventSource")
directive @eventSource(topic: String!, types: [String!]!, match: [String!]) on FIELD_DEFINITION
scalar Cursor
type Subscription {
  orderPlaced(shopId: ID, count: Int, productId: ID, state: State, coupon: String, filter: Filter): OrderPlaced!
    @eventSource(
      topic: "shop.order.v1"
      types: ["shop.order.placed.v1"]
      match: ["shopId = shopId", "productId in productIds", "state = state", "count = count"]
    )
}
type OrderPlaced {
  cursor: Cursor!
  occurredAt: String!
  count: Int!
  coupon: String
  state: State!
  order: Order!
  total: Money!
  lines: [Line!]!
}
type Line { text: String! }
type Order @key(fields: "id", resolvable: false) { id: ID! }
type Money { amount: String! minor: String! currency: String! }
enum State { NEW PAID }
input Filter { x: Int }
`;

function check(sdl: string, routingUrl = 'events:shop', events = [PLACED, SHIPPED, PAID]) {
  const document = parse(new Source(sdl, 'live.graphql'));
  return checkEventSources([{ name: 'shop-live', routingUrl, document }], events);
}

function edited(from: string, to: string): string {
  expect(LIVE).toContain(from);
  return LIVE.replace(from, to);
}

const lineOf = (sdl: string, text: string): number =>
  sdl.split('\n').findIndex((line) => line.includes(text)) + 1;

test('an event graph that its events can feed is in order', () => {
  expect(check(LIVE)).toEqual([]);
});

test('a directive that is imported under another name is understood', () => {
  const renamed = LIVE.replace('"@eventSource"]', '{ name: "@eventSource", as: "@fedBy" }]')
    .replaceAll('@eventSource(', '@fedBy(')
    .replace('name: "@eventSource")\n', 'name: "@fedBy")\n');
  expect(check(renamed)).toEqual([]);
  expect(check(renamed.replace('"shopId = shopId"', '"x = shopId"'))).toMatchObject([
    { rule: 'event-source/match-argument' },
  ]);
});

test('a subgraph with a server may have subscriptions of its own', () => {
  expect(check('type Subscription { own: Int }', 'http://shop/')).toEqual([]);
});

test('where no events are described, only the form is checked', () => {
  expect(check(LIVE, 'events:shop', [])).toEqual([]);
  expect(check(edited('"shopId = shopId"', '"x = shopId"'), 'events:shop', [])).toMatchObject([
    { rule: 'event-source/match-argument' },
  ]);
});

test('a nullable field that only some of the events have is null for the others', () => {
  const types = edited(
    'types: ["shop.order.placed.v1"]',
    'types: ["shop.order.placed.v1", "shop.order.shipped.v1"]',
  );
  const some = types
    .replace(/match: \["shop.*/, '')
    .replace(/type OrderPlaced \{[^}]*\}/, 'type OrderPlaced { coupon: String }');
  expect(check(some)).toEqual([]);
  expect(check(some.replace('coupon: String }', 'state: State! }'))).toMatchObject([
    { rule: 'event-source/payload-field', coordinate: 'OrderPlaced.state' },
  ]);
});

interface Mistake {
  readonly rule: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** What the line that is named contains. */
  readonly at: string;
  readonly severity?: 'warning';
}

const MISTAKES: readonly Mistake[] = [
  {
    rule: 'missing',
    name: 'a field without events',
    from: 'type Subscription {',
    to: 'type Subscription {\n  other: Int',
    at: 'other: Int',
  },
  {
    rule: 'misplaced',
    name: 'a source that is on no subscription',
    from: '  count: Int!',
    to: '  count: Int! @eventSource(topic: "shop.order.v1", types: ["shop.order.placed.v1"])',
    at: 'count: Int! @',
  },
  {
    rule: 'not-composed',
    name: 'a directive that composition drops',
    from: '  @composeDirective(name: "@eventSource")\n',
    to: '',
    at: '    @eventSource(',
  },
  {
    rule: 'malformed',
    name: 'a match rule of another form',
    from: '"shopId = shopId"',
    to: '"shopId == shopId"',
    at: '      match:',
  },
  {
    rule: 'malformed',
    name: 'two match rules of one argument',
    from: '"count = count"',
    to: '"state = shopId"',
    at: '      match:',
  },
  {
    rule: 'malformed',
    name: 'no type at all',
    from: 'types: ["shop.order.placed.v1"]',
    to: 'types: []',
    at: '    @eventSource(',
  },
  {
    rule: 'unknown-topic',
    name: 'a topic on which nothing travels',
    from: 'topic: "shop.order.v1"',
    to: 'topic: "shop.orders.v1"',
    at: '      topic:',
  },
  {
    rule: 'unknown-type',
    name: 'an event that was renamed',
    from: '"shop.order.placed.v1"',
    to: '"shop.order.created.v1"',
    at: '      types:',
  },
  {
    rule: 'type-of-another-topic',
    name: 'an event of another topic',
    from: '"shop.order.placed.v1"',
    to: '"shop.order.placed.v1", "shop.payment.paid.v1"',
    at: '      types:',
  },
  {
    rule: 'match-argument',
    name: 'an argument that the field does not have',
    from: '"shopId = shopId"',
    to: '"shop = shopId"',
    at: '      match:',
  },
  {
    rule: 'match-argument',
    name: 'an argument that is an input object',
    from: '"shopId = shopId"',
    to: '"filter = shopId"',
    at: '      match:',
  },
  {
    rule: 'match-path',
    name: 'a path that the event does not have',
    from: '"shopId = shopId"',
    to: '"shopId = shop.id"',
    at: '      match:',
  },
  {
    rule: 'match-path-optional',
    name: 'a path that may be null',
    from: '"shopId = shopId"',
    to: '"coupon = coupon"',
    at: '      match:',
    severity: 'warning',
  },
  {
    rule: 'match-type',
    name: 'a number compared with a text',
    from: '"count = count"',
    to: '"count = shopId"',
    at: '      match:',
  },
  {
    rule: 'match-type',
    name: 'a list compared as one value',
    from: '"productId in productIds"',
    to: '"productId = productIds"',
    at: '      match:',
  },
  {
    rule: 'match-type',
    name: 'one value compared as a list',
    from: '"shopId = shopId"',
    to: '"shopId in shopId"',
    at: '      match:',
  },
  {
    rule: 'payload-field',
    name: 'a field that the event does not have',
    from: '  count: Int!',
    to: '  size: Int!',
    at: 'size: Int!',
  },
  {
    rule: 'payload-field',
    name: 'a field within that the event does not have',
    from: 'type Line { text: String! }',
    to: 'type Line { text: String! tax: Int }',
    at: 'type Line',
  },
  {
    rule: 'payload-field',
    name: 'a key that the event does not have',
    from: '{ id: ID! }',
    to: '{ id: ID! shop: ID! }',
    at: 'type Order @key',
  },
  {
    rule: 'payload-null',
    name: 'a non-null field that may be null in the event',
    from: '  coupon: String\n',
    to: '  coupon: String!\n',
    at: '  coupon: String!',
  },
  {
    rule: 'payload-type',
    name: 'a scalar that cannot carry the value',
    from: '  coupon: String\n',
    to: '  coupon: Int\n',
    at: '  coupon: Int',
  },
  {
    rule: 'payload-type',
    name: 'an enum without one of the values',
    from: 'enum State { NEW PAID }',
    to: 'enum State { NEW }',
    at: '  state: State!',
  },
  {
    rule: 'payload-type',
    name: 'an object where the event has a text',
    from: '  coupon: String\n',
    to: '  coupon: Line\n',
    at: '  coupon: Line',
  },
  {
    rule: 'payload-type',
    name: 'a list where the event has one value',
    from: '  count: Int!',
    to: '  count: [Int!]!',
    at: '  count: [',
  },
];

describe('a mistake is found where it stands', () => {
  test.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))('%s', (_, mistake) => {
    const sdl = edited(mistake.from, mistake.to);
    expect(check(sdl)).toContainEqual(
      expect.objectContaining({
        rule: `event-source/${mistake.rule}`,
        severity: mistake.severity ?? 'error',
        file: 'live.graphql',
        line: lineOf(sdl, mistake.at),
        fix: expect.any(String),
      }),
    );
  });

  test('a source in a subgraph that has a server', () => {
    expect(check(LIVE, 'http://shop/')).toMatchObject([
      { rule: 'event-source/misplaced', message: 'shop-live is served at http://shop/' },
    ]);
  });

  test('every rule has a mistake', () => {
    const covered = MISTAKES.map(({ rule }) => `event-source/${rule}`);
    expect(EVENT_SOURCE_RULES.map(({ id }) => id).filter((id) => !covered.includes(id))).toEqual([]);
  });
});

test('a name that is nearly right is suggested', () => {
  expect(check(edited('"shop.order.placed.v1"', '"shop.order.place.v1"'))).toMatchObject([
    { message: expect.stringContaining('Did you mean "shop.order.placed.v1"') },
  ]);
});
