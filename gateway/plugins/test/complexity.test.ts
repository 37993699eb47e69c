import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import type { OperationRequest } from '../../executor/execute.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { federation } from '../../test/federation.ts';
import { useComplexity } from '../complexity.ts';

const { supergraphSdl } = federation({
  people: {
    typeDefs: `
      type Query { me: Person node(id: ID): Node }
      interface Node { id: ID }
      type Person implements Node { id: ID name: String friend: Person }
      type Place implements Node { id: ID name: String lat: Float lon: Float }
    `,
  },
});
const state = loadSupergraph(supergraphSdl, () => async () => ({}));
const context = { requestId: 'r', headers: {} };

/** Whether an operation is let through at each maximum of 1 to 20: its complexity is the first of them. */
async function complexityOf(query: string, request: Partial<OperationRequest> = {}): Promise<number> {
  for (let complexity = 1; complexity <= 20; complexity += 1) {
    const execute = useComplexity({ complexity }).wrapExecute?.(async () => ({ data: {} }));
    const passed = execute?.(state, { document: parse(query), context, ...request }).then(
      () => true,
      () => false,
    );
    if (await passed) return complexity;
  }
  throw new Error('more than 20');
}

describe('The complexity of an operation', () => {
  test.each<[string, string, number]>([
    ['each field counts 1', '{ me { id name } }', 3],
    [
      'a fragment counts wherever it is spread',
      'fragment P on Person { id name } { me { ...P friend { ...P } } }',
      6,
    ],
    [
      'of types that can stand in one place, the one with the most fields',
      '{ node { id ... on Person { name } ... on Place { lat lon } } }',
      4,
    ],
    ['what a literal skips does not count', '{ me { id name @skip(if: true) } }', 2],
  ])('%s: %s = %i', async (_name, query, expected) => {
    expect(await complexityOf(query)).toBe(expected);
  });

  test('is that of the operation that is asked for', async () => {
    const query = 'query A { me { id } } query B { me { id name friend { id } } }';
    expect(await complexityOf(query, { operationName: 'A' })).toBe(2);
    expect(await complexityOf(query, { operationName: 'B' })).toBe(5);
  });

  test('depends on the variables of conditions, each time anew', async () => {
    const document = parse('query ($all: Boolean!) { me { id name @include(if: $all) } }');
    const execute = useComplexity({ complexity: 2 }).wrapExecute?.(async () => ({ data: {} }));
    const ask = (variables: Record<string, unknown>) => execute?.(state, { document, variables, context });
    await expect(ask({ all: false })).resolves.toEqual({ data: {} });
    await expect(ask({ all: true })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  test('variables that do not fit are for others to refuse, and prove nothing', async () => {
    const document = parse('query ($id: ID!) { node(id: $id) { id } me { id name } }');
    const execute = useComplexity({ complexity: 2 }).wrapExecute?.(async () => ({ data: {} }));
    const ask = (variables: Record<string, unknown>) => execute?.(state, { document, variables, context });
    await expect(ask({})).resolves.toEqual({ data: {} });
    await expect(ask({ id: '1' })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      details: { limit: 'complexity', maximum: 2 },
    });
  });

  test('fragments that grow without bound are given up on', async () => {
    const fragments = Array.from(
      { length: 30 },
      (_, n) => `fragment F${n} on Person { friend { ...F${n + 1} } f: friend { ...F${n + 1} } }`,
    );
    const query = `{ me { ...F0 } } ${fragments.join(' ')} fragment F30 on Person { id }`;
    const execute = useComplexity({ complexity: 100 }).wrapExecute?.(async () => ({ data: {} }));
    await expect(execute?.(state, { document: parse(query), context })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
  });
});
