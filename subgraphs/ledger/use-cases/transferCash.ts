import { requireScope } from 'platform/auth/scopes';
import { badInput } from 'platform/errors/errors';
import { type IdempotencyConflict, parseIdempotencyKey } from 'platform/graphql/idempotency';
import { hashInput } from 'platform/graphql/input-hash';
import { present } from 'platform/kernel/assert';
import type { Money } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../domain/account/account.ts';
import type { BookRefusal } from '../domain/book/entry.ts';
import { type CashPoint, type UnknownCashPoint, unknownCashPoint } from '../domain/cash/cashPoint.ts';
import type { InvalidAmount } from '../domain/transaction/refusals.ts';
import type { Particulars, RequestedPosting } from '../domain/transaction/transaction.ts';
import { findCashPoints } from '../storage/stores/cashPoints.ts';
import type { Receipt } from '../storage/writer/request.ts';
import { inFieldsOf } from './inFieldsOf.ts';
import { mayOverride } from './mayOverride.ts';
import { type KeyedCall, refuseUnderKey } from './refuseUnderKey.ts';
import type { Caller, Services } from './services.ts';

/** From where, or where to: a cash point or an account, and the field of the input that names it. */
export interface CashSide {
  readonly kind: 'cashPoint' | 'account';
  readonly id: string;
  readonly field: string;
}

export interface CashTransfer {
  /** At least one of the two sides is a cash point. */
  readonly to: CashSide;
  readonly from: CashSide;
  readonly amount: Result<Money, InvalidAmount>;
}

export interface TransferCashCall extends KeyedCall {
  readonly transfer: CashTransfer;
  readonly particulars: Particulars;
}

type TransferCashOutcome = Result<Receipt, UnknownCashPoint | BookRefusal | IdempotencyConflict>;

/** The frame of all that moves cash: what comes in is debited, what goes out is credited. */
export async function transferCash(
  services: Services,
  caller: Caller,
  mutation: string,
  call: TransferCashCall,
): Promise<TransferCashOutcome> {
  const { actor, cause } = caller;
  requireScope(actor, 'ledger:write');
  const key = parseIdempotencyKey(call.idempotencyKey);
  const { to, from, amount } = call.transfer;
  const sides = await findSides(services.reader(actor.tenantId), [from, to]);
  if (!sides.ok) return refuseUnderKey(services, caller, mutation, call, sides.error);
  const { ledgerId, accountOf } = sides.value;
  if (accountOf(from) === accountOf(to)) throw sameSide(call.transfer);
  const postings: RequestedPosting[] = [
    { accountId: accountOf(to), direction: 'DEBIT', amount },
    { accountId: accountOf(from), direction: 'CREDIT', amount },
  ];
  const outcome = await services.writer.post({
    tenantId: actor.tenantId,
    command: {
      kind: 'postTransaction',
      ...call.particulars,
      ledgerId,
      postings,
      reverses: null,
      mayOverride: mayOverride(actor),
    },
    claim: { mutation, key, inputHash: hashInput(call.input) },
    cause,
    answerRefusal: false,
  });
  return inFieldsOf(
    outcome,
    [to, from].map(({ field }) => ({ accountId: field, amount: 'amount' })),
  );
}

interface FoundSides {
  readonly ledgerId: LedgerId;
  readonly accountOf: (side: CashSide) => string;
}

/** The book is that of the first cash point: another one must be of the same. */
async function findSides(
  reader: Reader,
  sides: readonly CashSide[],
): Promise<Result<FoundSides, UnknownCashPoint>> {
  const named = sides.filter(({ kind }) => kind === 'cashPoint');
  const found = await findCashPoints(
    reader,
    named.map(({ id }) => id),
  );
  const points = new Map<string, CashPoint>(found.map((point) => [point.id, point]));
  const [first] = named.flatMap(({ id }) => points.get(id) ?? []);
  const stranger = named.find(({ id }) => !first || points.get(id)?.ledgerId !== first.ledgerId);
  if (stranger) return refuse(unknownCashPoint(stranger.id, stranger.field));
  const { ledgerId } = present(first, 'cash is moved from a cash point or to one');
  return ok({ ledgerId, accountOf: ({ id }) => points.get(id)?.accountId ?? id });
}

const sameSide = ({ from, to }: CashTransfer) =>
  badInput('Cash is moved from one place to another.', [
    'input',
    (from.kind === 'account' ? from : to).field,
  ]);
