import type { Actor } from 'platform/auth/actor';
import { ask, key, type TestStack } from './stack.ts';

type Instance = Pick<TestStack, 'subgraph'>;

export interface StatusNode {
  readonly policy: { readonly name: string };
  readonly limit: string;
  readonly capacity: string;
  readonly remaining: string;
  readonly resetAfterMs: string;
  readonly retryAfterMs: string | null;
  readonly overrideId: string | null;
}

export interface QuotaNode {
  readonly limit: string | null;
  readonly remaining: string | null;
  readonly resetAt: string | null;
  readonly undecided: boolean;
  readonly policies: readonly StatusNode[];
}

/** What a mutation answers, success or refusal. */
export interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly path?: readonly string[];
  readonly quota?: QuotaNode;
  readonly reservation?: { readonly id: string; readonly expiresAt: string; readonly quota: QuotaNode };
  readonly lease?: { readonly id: string; readonly quantity: string } | null;
  readonly policy?: { readonly name: string };
  readonly limit?: string;
  readonly remaining?: string;
  readonly retryAfterMs?: string | null;
  readonly held?: string;
}

const STATUS = 'policy { name } limit capacity remaining resetAfterMs retryAfterMs overrideId';
const QUOTA = `limit remaining resetAt undecided policies { ${STATUS} }`;
const EXCEEDED = `... on Error { code message path } ... on QuotaExceeded { policy { name } limit remaining retryAfterMs }`;

export const CONSUME = `mutation ($input: ConsumeInput!) { answer: consume(input: $input) {
  __typename ... on ConsumeSuccess { quota { ${QUOTA} } } ${EXCEEDED}
  ... on QuotaNotHeld { policy { name } held } } }`;
export const RESERVE = `mutation ($input: ReserveInput!) { answer: reserve(input: $input) {
  __typename ... on ReserveSuccess { reservation { id expiresAt quota { ${QUOTA} } } } ${EXCEEDED} } }`;
export const SETTLE = `mutation ($input: SettleInput!) { answer: settle(input: $input) {
  __typename ... on SettleSuccess { quota { ${QUOTA} } } ... on Error { code path } } }`;
export const ACQUIRE = `mutation ($input: AcquireLeaseInput!) { answer: acquireLease(input: $input) {
  __typename ... on AcquireLeaseSuccess { lease { id quantity } } ${EXCEEDED} } }`;
export const RETURN = `mutation ($input: ReturnLeaseInput!) { answer: returnLease(input: $input) { __typename } }`;
export const RESET = `mutation ($input: ResetUsageInput!) { answer: resetUsage(input: $input) {
  __typename ... on Error { code path } } }`;
const READ = `query ($subject: SubjectInput!, $resource: String!) {
  quota(subject: $subject, resource: $resource) { ${QUOTA} } }`;

/** The id of a reservation or a lease that says something else than it did. */
export function forged(id: string | undefined, changes: object): string {
  const [text = '', seal = ''] = (id ?? '').split('.');
  const said = JSON.parse(Buffer.from(text, 'base64url').toString());
  return `${Buffer.from(JSON.stringify({ ...said, ...changes })).toString('base64url')}.${seal}`;
}

export const subject = (kind: string, id: string): object => ({ kind, id });

const mutate =
  (document: string) =>
  async (instance: Instance, actor: Actor, input: object): Promise<Answer> => {
    const withKey = { idempotencyKey: key(), ...input };
    return (await ask<{ answer: Answer }>(instance, actor, document, { input: withKey })).answer;
  };

export const consume = mutate(CONSUME);
export const reserve = mutate(RESERVE);
export const settle = mutate(SETTLE);
export const acquire = mutate(ACQUIRE);
export const giveBack = mutate(RETURN);
export const reset = mutate(RESET);

export const read = async (
  instance: Instance,
  actor: Actor,
  of: object,
  resource = 'graphql.cost',
): Promise<QuotaNode> =>
  (await ask<{ quota: QuotaNode }>(instance, actor, READ, { subject: of, resource })).quota;
