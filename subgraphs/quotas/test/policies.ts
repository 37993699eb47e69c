import type { Actor } from 'platform/auth/actor';
import { ask, key, type TestStack } from './stack.ts';

/** A policy as these tests see it. */
export interface PolicyNode {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly limit: string;
  readonly burst: string | null;
  readonly deletedAt: string | null;
}

/** What a mutation answers, success or refusal. */
export interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly policy?: PolicyNode;
}

const POLICY = `id tenantId name resource subject { kind pattern } algorithm limit periodMs burst unit mode nearLimitRatio
  failMode deletedAt calendar { unit timeZone startDay rollover }`;

export const UPSERT = `mutation ($input: UpsertPolicyInput!) { answer: upsertPolicy(input: $input) {
  __typename ... on UpsertPolicySuccess { policy { ${POLICY} } } ... on Error { code path } } }`;
export const DELETE = `mutation ($input: DeletePolicyInput!) { answer: deletePolicy(input: $input) {
  __typename ... on Error { code path } } }`;
export const FIND = `query ($id: ID!, $tenantId: ID) { policy(id: $id, tenantId: $tenantId) { ${POLICY} } }`;
export const LIST = `query ($tenantId: ID, $filter: PolicyFilter, $includeDeleted: Boolean, $first: Int, $after: Cursor) {
  policies(tenantId: $tenantId, filter: $filter, includeDeleted: $includeDeleted, first: $first, after: $after) {
    nodes { id name deletedAt } pageInfo { hasNextPage endCursor } totalCount } }`;

/** Ten a second, a hundred at once, of each tenant. */
export const bucket = (changes: object = {}): object => ({
  name: 'cost',
  subject: { kind: 'TENANT' },
  resource: 'graphql.cost',
  algorithm: 'TOKEN_BUCKET',
  limit: '10',
  periodMs: '1000',
  burst: '100',
  unit: 'COST_POINTS',
  idempotencyKey: key(),
  ...changes,
});

export const mutate =
  (document: string) =>
  async (stack: Pick<TestStack, 'subgraph'>, actor: Actor, input: object): Promise<Answer> =>
    (await ask<{ answer: Answer }>(stack, actor, document, { input: { idempotencyKey: key(), ...input } }))
      .answer;

export const upsert = mutate(UPSERT);
export const remove = mutate(DELETE);
