import { randomUUID } from 'node:crypto';
import type { Actor } from 'platform/auth/actor';
import { present } from 'platform/kernel/assert';
import type { TestStack } from './stack.ts';

/** A payment as these tests see it. */
export interface PaymentNode {
  readonly id: string;
  readonly status: string;
  readonly declineCode: string | null;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly capturedAmount: { readonly amount: string };
  readonly settlement: {
    readonly status: string;
    readonly settledAt: string | null;
    readonly refusalCode: string | null;
  };
  readonly ledgerTransaction: { readonly id: string } | null;
}

/** What a mutation of a payment answers, success or refusal. */
export interface Answer {
  readonly __typename: string;
  readonly payment?: PaymentNode;
  readonly code?: string;
  readonly message?: string;
  readonly path?: readonly string[];
  readonly status?: string;
  readonly capturable?: { readonly amount: string };
}

const PAYMENT = `id status declineCode amount { amount currency } capturedAmount { amount }
  settlement { status settledAt refusalCode } ledgerTransaction { id }`;

const REFUSALS = '... on Error { code message path }';

export const key = (): string => randomUUID();

/** The data of an answer without errors. */
export async function ask<Data>(
  stack: TestStack,
  actor: Actor,
  query: string,
  variables: object = {},
): Promise<Data> {
  const result = await stack.subgraph.execute({ query, variables: { ...variables } }, actor);
  if (result.errors) throw new Error(result.errors.map(({ message }) => message).join('; '));
  return result.data as Data;
}

/** The code of the one error of an answer. */
export async function errorCode(
  stack: TestStack,
  actor: Actor,
  query: string,
  variables: object = {},
): Promise<unknown> {
  const { errors } = await stack.subgraph.execute({ query, variables: { ...variables } }, actor);
  return errors?.[0]?.extensions.code;
}

export const CREATE = `mutation ($input: CreatePaymentInput!) { answer: createPayment(input: $input) {
  __typename ... on CreatePaymentSuccess { payment { ${PAYMENT} } } ${REFUSALS} } }`;
export const CONFIRM = `mutation ($input: ConfirmPaymentInput!) { answer: confirmPayment(input: $input) {
  __typename ... on ConfirmPaymentSuccess { payment { ${PAYMENT} } } ${REFUSALS}
  ... on InvalidPaymentState { status } } }`;
export const CAPTURE = `mutation ($input: CapturePaymentInput!) { answer: capturePayment(input: $input) {
  __typename ... on CapturePaymentSuccess { payment { ${PAYMENT} } } ${REFUSALS}
  ... on InvalidPaymentState { status } ... on CaptureAmountExceeded { capturable { amount } } } }`;
export const FIND = `query ($id: ID!) { payment(id: $id) { ${PAYMENT} } }`;

const mutate =
  (document: string) =>
  async (stack: TestStack, actor: Actor, input: object): Promise<Answer> => {
    const withKey = { idempotencyKey: key(), ...input };
    return (await ask<{ answer: Answer }>(stack, actor, document, { input: withKey })).answer;
  };

const euros = (amount: string) => ({ amount, currency: 'EUR' });

/** Ten euros, unless the input says otherwise. */
export const create = (stack: TestStack, actor: Actor, input: object = {}): Promise<Answer> =>
  mutate(CREATE)(stack, actor, { amount: euros('10.00'), ...input });
export const confirm = mutate(CONFIRM);
export const capture = mutate(CAPTURE);

export async function find(stack: TestStack, actor: Actor, id: string): Promise<PaymentNode | null> {
  return (await ask<{ payment: PaymentNode | null }>(stack, actor, FIND, { id })).payment;
}

export const paymentOf = (answer: Answer): PaymentNode =>
  present(answer.payment, `a payment, not ${JSON.stringify(answer)}`);

const PATIENCE_MS = 30_000;
const POLL_MS = 20;

/** The payment when it has come so far. */
export async function eventually(
  stack: TestStack,
  actor: Actor,
  id: string,
  holds: (payment: PaymentNode) => boolean,
): Promise<PaymentNode> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const payment = await find(stack, actor, id);
    if (payment && holds(payment)) return payment;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(payment)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export const isSettlement =
  (status: string) =>
  ({ settlement }: PaymentNode): boolean =>
    settlement.status === status;
