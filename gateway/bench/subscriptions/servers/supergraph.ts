import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { present } from 'platform/kernel/assert';
import type { TenantId } from 'platform/kernel/ids';

export const TENANT = 'bench' as TenantId;
export const TOPIC = 'bench.tick.v1';
export const TICKED = 'bench.tick.ticked.v1';

const LIVE = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@composeDirective"])
    @link(url: "https://open-supergraph.org/live/v1.0", import: ["@eventSource"])
    @composeDirective(name: "@eventSource")
  directive @eventSource(topic: String!, types: [String!]!, match: [String!]) on FIELD_DEFINITION
  scalar Cursor
  type Query { ready: Boolean }
  type Subscription {
    ticked(key: ID, after: Cursor): Tick!
      @eventSource(topic: "${TOPIC}", types: ["${TICKED}"], match: ["key = key"])
  }
  type Tick { cursor: Cursor! key: ID! at: Float! text: String! }`;

/** An event graph alone: all that is selected comes with the event. */
export const supergraphSdl = (): string =>
  present(
    composeServices([{ name: 'bench-live', url: 'events:bench', typeDefs: parse(LIVE) }]).supergraphSdl,
    'the supergraph of the benchmark composes',
  );
