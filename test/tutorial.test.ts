import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call } from './support/call.ts';
import { startSupergraph, type TestSupergraph } from './support/supergraph.ts';
import { asShown, stepsOf, variablesOf } from './support/tutorial.ts';

const TEXT = readFileSync(join(import.meta.dirname, '../docs/tutorial-bookkeeping.md'), 'utf8');

let supergraph: TestSupergraph;
let authorization: string;

beforeAll(async () => {
  supergraph = await startSupergraph({ mode: 'embedded' });
  authorization = `Bearer ${await supergraph.token('bookshop', 'ada', ['ledger:read', 'ledger:write'])}`;
});
afterAll(() => supergraph?.dispose());

describe('the bookkeeping tutorial', () => {
  const steps = stepsOf(TEXT);
  const answers: Record<string, unknown> = {};

  test('has an answer for each request', () => {
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.length).toBe(TEXT.split('```graphql').length - 1);
  });

  test.each(steps)('$name gives the answer that it shows', async ({ query, answer }) => {
    const { body } = await call(supergraph.url, query, { authorization }, variablesOf(query, answers));
    expect(body).not.toHaveProperty('errors');
    Object.assign(answers, body.data);
    expect(asShown(body.data, answer)).toEqual(answer);
  });
});
