import type { Actor } from 'platform/auth/actor';
import { key, type TestLedger } from './harness.ts';

/** However a ledger is asked: in this process, or one of its own over HTTP. */
export type Ask = TestLedger['ask'];

export interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly account?: Identified;
  readonly transaction?: Identified;
  readonly hold?: Identified;
  readonly cashPoint?: Identified & { readonly account: Identified };
  readonly results?: readonly Answer[];
}

interface Identified {
  readonly id: string;
}

/** Of each success what never changes, so that two answers can be compared. */
const SUCCESSES = {
  openLedger: 'ledger { id }',
  openAccount: 'account { id }',
  freezeAccount: 'account { id }',
  unfreezeAccount: 'account { id }',
  closeAccount: 'account { id }',
  reopenAccount: 'account { id }',
  postTransaction: 'transaction { id recordedAt effectiveAt }',
  postTransactions:
    'results { __typename ... on PostTransactionSuccess { transaction { id recordedAt } } ... on Error { code path } }',
  reverseTransaction: 'transaction { id recordedAt effectiveAt }',
  placeHold: 'hold { id placedAt expiresAt }',
  captureHold: 'hold { id } transaction { id recordedAt }',
  releaseHold: 'hold { id }',
  closePeriod: 'period { closedThrough }',
  reopenPeriod: 'period { ledger { id } }',
  setFxRate: 'fxRate { id recordedAt }',
  exchange: 'transaction { id recordedAt } exchange { bought { minor } spread { minor } }',
  importStatement: 'reconciliation { id }',
  openCashPoint: 'cashPoint { id account { id } }',
  depositCash: 'transaction { id recordedAt }',
  withdrawCash: 'transaction { id recordedAt }',
  moveCash: 'transaction { id recordedAt }',
  countCash: 'count { id expected { minor } transaction { id recordedAt } }',
} as const;

export type Mutation = keyof typeof SUCCESSES;

/** Asks for one mutation, under a new key unless the input has one. A refusal is an answer; an error is thrown. */
export async function mutate(ask: Ask, name: Mutation, input: object, actor?: Actor): Promise<Answer> {
  const Name = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const data = await ask<Record<string, Answer>>(
    `mutation ($input: ${Name}Input!) {
       ${name}(input: $input) {
         __typename ... on ${Name}Success { ${SUCCESSES[name]} } ... on Error { code path } } }`,
    { input: { idempotencyKey: key(), ...input } },
    actor,
  );
  return data[name] as Answer;
}
