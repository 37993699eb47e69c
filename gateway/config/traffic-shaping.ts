import { z } from 'zod';
import { milliseconds, positive } from './values.ts';

const retry = z.strictObject({
  attempts: positive
    .max(10)
    .default(2)
    .describe('Fetches of a query at the most, the first one included; 1: none is repeated.'),
  backoffMs: milliseconds
    .default(50)
    .describe('Before it is repeated, a random pause of up to this; twice as much each further time.'),
  maxBackoffMs: milliseconds
    .default(1_000)
    .describe(
      'No such pause is longer. A subgraph that asks for a longer one (Retry-After) is not asked again.',
    ),
  budgetRatio: z
    .number()
    .min(0)
    .max(10)
    .default(0.2)
    .describe('Repetitions per fetch, on average; beyond the budget failures stand.'),
  budgetPerSecond: z
    .int()
    .min(0)
    .default(10)
    .describe('Repetitions a second that the budget has besides, however few fetches there are.'),
});

const breaker = z.strictObject({
  enabled: z.boolean().default(true).describe('Stop asking a subgraph that fails.'),
  failures: positive.default(5).describe('Failures in a row that open it.'),
  openMs: milliseconds.default(30_000).describe('How long the subgraph is not asked then.'),
  successes: positive.default(2).describe('Fetches that are then tried; when all succeed it is closed.'),
});

const all = z.strictObject({
  timeoutMs: milliseconds.default(10_000).describe('From sending a fetch to the last byte of its answer.'),
  connections: positive
    .default(64)
    .describe('Fetches at a time, each on a kept connection of its own; further ones wait.'),
  maxQueued: z.int().min(0).default(5_000).describe('Fetches that may wait; one more fails at once.'),
  queueTimeoutMs: milliseconds.default(2_000).describe('Longest wait.'),
  maxResponseBytes: positive.default(32 * 1024 * 1024).describe('A longer answer counts as a failure.'),
  compression: z
    .boolean()
    .default(false)
    .describe('Ask for compressed answers (br, gzip): saves network, costs CPU time on both sides.'),
  deduplicate: z
    .boolean()
    .default(false)
    .describe('Equal queries that are under way at the same time, for the same actor, share one fetch.'),
  retry: retry
    .prefault({})
    .describe(
      'Queries whose failure may pass (no connection, no answer in time, 502, 503, 504) are repeated, mutations never.',
    ),
  breaker: breaker.prefault({}).describe('The circuit breaker.'),
});

/** How each subgraph is fetched from, unless `subgraphs` says otherwise. */
export const trafficShaping = z
  .strictObject({
    deadlineMs: milliseconds
      .default(30_000)
      .describe(
        'For all fetches of one request; what has not come by then is null. Subgraphs are told what is left of it (x-envoy-expected-rq-timeout-ms).',
      ),
    maxHeldBytes: positive
      .default(256 * 1024 * 1024)
      .describe('What all answers that are coming in hold together; beyond it fetches fail.'),
    all: all.prefault({}).describe('For every subgraph; `subgraphs.<name>` overrides single keys.'),
  })
  .prefault({})
  .meta({
    description:
      'How subgraphs are fetched from, and what becomes of those that fail: their fields are null with ' +
      '`SUBGRAPH_UNAVAILABLE`, all others are answered.',
    examples: [
      { deadlineMs: 10_000, all: { timeoutMs: 3_000, retry: { attempts: 3 }, breaker: { openMs: 10_000 } } },
    ],
  });

export const FETCH_SETTINGS = all;
export type FetchSettings = z.infer<typeof all>;
