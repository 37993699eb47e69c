import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type Actor, verified } from '../../auth/actor.ts';
import { forbidden } from '../../errors/errors.ts';
import { parseTenantId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { connectionOf, keyset, type PageArguments, parsePage } from '../connections.ts';
import { refusalMember } from '../errors.ts';
import { createExecute, type ExecuteOptions, type SubgraphCall } from '../execute.ts';
import { type MoneyInput, parsePositiveMoney } from '../money.ts';
import type { RunningSubgraph } from '../subgraph.ts';
import { buildSchema } from '../subgraph-schema.ts';

/** A subgraph in small, with everything that a real one has of this room, and nothing else. */
interface Note {
  readonly id: string;
  readonly text: string;
}

const NOTES: readonly Note[] = Array.from({ length: 5 }, (_none, index) => ({
  id: `${index + 1}`,
  text: `note ${index + 1}`,
}));
const byId = keyset('notes', ['text']);

const resolvers = {
  Query: {
    note: (_root: unknown, { id }: { id: string }) => NOTES.find((note) => note.id === id) ?? null,
    notes: (_root: unknown, args: PageArguments) => {
      const page = parsePage(args, byId);
      const rows = NOTES.filter(({ id }) => id > (page.after?.[0] ?? '')).slice(0, page.limit + 1);
      return connectionOf({
        rows,
        page,
        keys: byId,
        keyOf: ({ id }) => [id],
        count: async () => NOTES.length,
      });
    },
    echo: (_root: unknown, args: object) => args,
    whoami: (_root: unknown, _args: object, { actor }: SubgraphCall) => `${actor.tenantId}/${actor.id}`,
    fails: (_root: unknown, { how }: { how: string }) => {
      if (how === 'forbidden') throw forbidden();
      if (how === 'graphql') throw new GraphQLError('own words', { extensions: { code: 'SOMETHING' } });
      if (how === 'outage') throw Object.assign(new Error('connect 10.0.0.7'), { code: 'ECONNREFUSED' });
      throw new Error('select * from secrets');
    },
  },
  Mutation: {
    writeNote: (_root: unknown, { input }: { input: { text: string; price?: MoneyInput } }) => {
      const price = input.price && parsePositiveMoney(input.price, ['input', 'price']);
      if (price && !price.ok) return refusalMember(price.error);
      return { __typename: 'WriteNoteSuccess', note: { id: '9', text: input.text, price: price?.value } };
    },
  },
  Note: {
    self: (note: Note) => note,
    __resolveReference: ({ id }: Note) => NOTES.find((note) => note.id === id),
  },
};

export const SCHEMA_DIR = join(import.meta.dirname, 'schema');
export const notesSchema = buildSchema(SCHEMA_DIR, resolvers);

export const alice: Actor = verified({
  id: 'alice',
  tenantId: parseTenantId('acme')!,
  scopes: new Set(['notes:read']),
  kind: 'user',
});

export const lines: Json[] = [];
const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(JSON.parse(line) as Json) });

export function notesSubgraph(
  change: Partial<ExecuteOptions> = {},
): RunningSubgraph & { readonly metrics: Registry } {
  const metrics = new Registry();
  const options = {
    name: 'notes',
    schema: notesSchema,
    createContext: (call: SubgraphCall) => call,
    logger,
    metrics,
  };
  return {
    name: 'notes',
    schema: notesSchema,
    execute: createExecute({ ...options, ...change }),
    ready: async () => ({ database: true }),
    close: async () => {},
    metrics,
  };
}

export { logger };
