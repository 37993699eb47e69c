import type { Client } from './usage-sink.ts';

/** The headers in which clients name themselves: Apollo's, GraphQL's own, Hive's. */
const NAMES = ['apollographql-client-name', 'graphql-client-name', 'x-graphql-client-name'];
const VERSIONS = ['apollographql-client-version', 'graphql-client-version', 'x-graphql-client-version'];

const MAX_CHARS = 100;

/** Who asks, as the client says. */
export const clientOf = (headers: Readonly<Record<string, string>>): Client => ({
  name: first(headers, NAMES),
  version: first(headers, VERSIONS),
});

const first = (headers: Readonly<Record<string, string>>, names: readonly string[]): string =>
  (names.map((name) => headers[name]).find((value) => value) ?? '').slice(0, MAX_CHARS);
