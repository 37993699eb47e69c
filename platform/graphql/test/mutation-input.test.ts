import { expect, test } from '@jest/globals';
import type { GraphQLResolveInfo } from 'graphql';
import type { SubgraphCall } from '../execute.ts';
import { inputBeforeDefaults } from '../mutation-input.ts';
import { buildSchema } from '../subgraph-schema.ts';
import { alice, notesSubgraph, SCHEMA_DIR } from './notes.ts';

/** What `inputBeforeDefaults` sees, and what the resolver is given. */
async function inputsOf(query: string, variables?: Record<string, unknown>) {
  let before: unknown;
  let given: unknown;
  const writeNote = (
    _root: unknown,
    args: { input: object },
    { request }: SubgraphCall,
    info: GraphQLResolveInfo,
  ) => {
    before = inputBeforeDefaults(info, request.variables);
    given = args.input;
    return { __typename: 'WriteNoteSuccess', note: { id: '1' } };
  };
  const schema = buildSchema(SCHEMA_DIR, { Mutation: { writeNote } });
  const { errors } = await notesSubgraph({ schema }).execute({ query, variables }, alice);
  expect(errors).toBeUndefined();
  return { before, given };
}

const SENT = { text: 'x', idempotencyKey: 'k' };

test.each<[string, string, Record<string, unknown>]>([
  [
    'a variable',
    'mutation($input: WriteNoteInput!) { writeNote(input: $input) { __typename } }',
    { input: SENT },
  ],
  ['a literal', 'mutation { writeNote(input: { text: "x", idempotencyKey: "k" }) { __typename } }', {}],
  [
    'a literal with variables in it',
    'mutation($t: String!) { writeNote(input: { text: $t, idempotencyKey: "k" }) { __typename } }',
    { t: 'x' },
  ],
  [
    'a literal with a variable of the document’s own default',
    'mutation($t: String = "x") { writeNote(input: { text: $t, idempotencyKey: "k" }) { __typename } }',
    {},
  ],
])('%s: as it was sent, without the schema’s defaults', async (_what, query, variables) => {
  const { before, given } = await inputsOf(query, variables);
  expect(before).toEqual(SENT);
  expect(given).toEqual({ ...SENT, pinned: false });
});
