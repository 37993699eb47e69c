import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execute, parse } from 'graphql';
import { startTestGateway, type TestGateway } from '../start.ts';
import { differencesOf, type Given } from './differences.ts';
import { type Host, startHost } from './host.ts';
import { type StockGateway, startStock } from './stock.ts';
import { suites } from './suites.ts';

let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.close());

describe.each(suites)('%s', (name, suite) => {
  let gateway: TestGateway;
  let stock: StockGateway;
  beforeAll(async () => {
    const composed = host.serve(name, suite);
    gateway = await startTestGateway({ supergraph: { sdl: composed.supergraphSdl } });
    stock = await startStock(composed);
  });
  beforeEach(() => suite.reset?.());
  afterAll(async () => {
    await gateway.close();
    await stock.stop();
  });

  test.each(suite.cases)('$name', async (expected) => {
    const { query, variables } = expected;
    const { body } = await gateway.ask(query, variables && { variables });
    expect(differencesOf(expected, body, { order: true, codes: true })).toEqual([]);
  });

  test.each(suite.cases)('$name: plain @apollo/gateway, as the case says', async (expected) => {
    const differences = differencesOf(expected, await stock.answer(expected), { order: false, codes: false });
    if (expected.stock) expect(differences).not.toEqual([]);
    else expect(differences).toEqual([]);
  });

  const { whole } = suite;
  const askable = suite.cases.filter(({ data, federatedOnly }) => data !== undefined && !federatedOnly);
  if (whole)
    test.each(askable)('$name: one server for all', async (expected) => {
      const { query, variables } = expected;
      const { schema } = gateway.supergraph.get();
      const document = parse(query);
      const answer = await execute({ schema, document, rootValue: whole, variableValues: variables });
      expect(differencesOf(expected, plain(answer), { order: true, codes: false })).toEqual([]);
    });
});

/** As it is after a way over HTTP. */
const plain = (answer: unknown): Given => JSON.parse(JSON.stringify(answer));
