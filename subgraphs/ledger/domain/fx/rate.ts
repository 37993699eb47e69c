import type { Instant } from 'platform/kernel/clock';
import { type CurrencyCode, isCurrency } from 'platform/kernel/currencies';
import type { Decimal } from 'platform/kernel/decimal';
import type { Id } from 'platform/kernel/ids';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { fxRateSet } from '../../contract/events.ts';
import type { LedgerId } from '../account/account.ts';
import { type InvalidAmount, type UnknownLedger, unknownLedger } from '../transaction/refusals.ts';
import { type SameCurrency, sameCurrency } from './refusals.ts';

export type FxRateId = Id<'fxr'>;

export const MAX_SOURCE_LENGTH = 200;

/** One of `base` costs `rate` of `quote`. */
export interface Quotation {
  readonly base: CurrencyCode;
  readonly quote: CurrencyCode;
  readonly rate: Decimal;
}

/** A rate in effect in [effectiveAt, effectiveTo), which is what we knew in [recordedAt, recordedTo). */
export interface FxRate extends Quotation {
  readonly id: FxRateId;
  readonly ledgerId: LedgerId;
  readonly source: string | null;
  readonly effectiveAt: Instant;
  /** None: until further notice. */
  readonly effectiveTo: Instant | undefined;
  readonly recordedAt: Instant;
  /** None: it still stands. */
  readonly recordedTo: Instant | undefined;
}

export interface SetFxRate {
  readonly id: FxRateId;
  readonly ledgerId: string;
  readonly base: string;
  readonly quote: string;
  /** Greater than zero. */
  readonly rate: Decimal;
  /** Default: when it is recorded. */
  readonly effectiveAt: Instant | undefined;
  readonly source: string | null;
}

/** In the order of precedence, after `IdempotencyConflict`. */
export type SetFxRateRefusal = UnknownLedger | InvalidAmount | SameCurrency;

/** Decides whether the rate is one. Pure. */
export function setFxRate(
  { base, quote, rate }: SetFxRate,
  ledgerExists: boolean,
): Result<Quotation, SetFxRateRefusal> {
  if (!ledgerExists) return refuse(unknownLedger);
  if (!isCurrency(base)) return refuse(unknownCurrency('base'));
  if (!isCurrency(quote)) return refuse(unknownCurrency('quote'));
  if (base === quote) return refuse(sameCurrency(base, ['input', 'quote']));
  return ok({ base, quote, rate });
}

const unknownCurrency = (field: 'base' | 'quote'): InvalidAmount => ({
  type: 'InvalidAmount',
  message: 'The currency is not a code of ISO 4217.',
  path: ['input', field],
});

/** The event that says so. */
export const fxRateSetEvent = ({ id, ledgerId, base, quote, rate, effectiveAt, source }: SetFxRate) => ({
  type: fxRateSet.type,
  ...(effectiveAt === undefined ? {} : { effectiveAt }),
  data: { fxRateId: id as string, ledgerId, base, quote, rate: rate as string, source },
});
