import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from 'platform/kernel/clock';
import { ALL_CURRENCIES, type CurrencyCode, exponentOf } from 'platform/kernel/currencies';
import { type Decimal, inverse, parseDecimal, ratioOf } from 'platform/kernel/decimal';
import { newId } from 'platform/kernel/ids';
import { formatAmount, MAX_MINOR, moneyOf } from 'platform/kernel/money';
import { ok } from 'platform/kernel/result';
import type { AccountTerms, Direction } from '../account/account.ts';
import type { Exchange } from './exchange.ts';
import { type ExchangeOrder, exchangePostings, type Market, priceExchange } from './price.ts';
import type { FxRate } from './rate.ts';

const [EUR, USD] = ['EUR', 'USD'] as CurrencyCode[] as [CurrencyCode, CurrencyCode];
const ledgerId = newId('ldg');
const decimal = (text: string): Decimal => parseDecimal(text) as Decimal;

const account = (currency: CurrencyCode, normalSide: Direction = 'DEBIT'): AccountTerms => ({
  ...{ id: newId('acct'), ledgerId, normalSide, currency, overdraftFloor: undefined },
});

const rate = (base: CurrencyCode, quote: CurrencyCode, text: string): FxRate => ({
  ...{ id: newId('fxr'), ledgerId, base, quote, rate: decimal(text), source: null },
  ...{ effectiveAt: instantOf(0n), effectiveTo: undefined, recordedAt: instantOf(0n), recordedTo: undefined },
});

const market = (more: Partial<Market> = {}): Market => ({
  ...{ ledgerExists: true, from: account(EUR), to: account(USD), storedRate: undefined, ...more },
});

const order = (minor: bigint, more: Partial<ExchangeOrder> = {}): ExchangeOrder => ({
  ...{ ledgerId, fromAccountId: 'from', toAccountId: 'to', sell: ok(moneyOf(minor, EUR)) },
  ...{ rate: undefined, spread: decimal('0'), ...more },
});

const priced = (...[what, where]: Parameters<typeof priceExchange>): Exchange => {
  const result = priceExchange(what, where);
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
};

const refusalOf = (...[what, where]: Parameters<typeof priceExchange>) => {
  const result = priceExchange(what, where);
  return result.ok ? 'priced' : result.error.type;
};

const amounts = ({ sold, bought, spread }: Exchange) => [sold, bought, spread].map(formatAmount);

describe('an exchange is priced', () => {
  test('at the rate that is given, before any that is stored', () => {
    const exchange = priced(
      order(10_000n, { rate: decimal('1.0825') }),
      market({ storedRate: rate(EUR, USD, '2') }),
    );
    expect(amounts(exchange)).toEqual(['100.00', '108.25', '0.00']);
    expect(exchange).toMatchObject({ base: 'EUR', quote: 'USD', rate: '1.0825', fxRateId: null });
  });

  test('at the stored rate, which it names', () => {
    const stored = rate(EUR, USD, '1.0825');
    const exchange = priced(order(10_000n), market({ storedRate: stored }));
    expect(exchange).toMatchObject({ base: 'EUR', quote: 'USD', rate: '1.0825', fxRateId: stored.id });
  });

  test('at the exact inverse of the stored rate of the inverse pair', () => {
    const exchange = priced(order(10_000n), market({ storedRate: rate(USD, EUR, '0.3') }));
    expect(amounts(exchange)).toEqual(['100.00', '333.33', '0.00']);
    expect(exchange).toMatchObject({ base: 'USD', quote: 'EUR', rate: '0.3' });
  });

  test('with the spread kept back of what is bought, rounded up', () => {
    const exchange = priced(order(10_001n, { rate: decimal('1'), spread: decimal('0.005') }), market());
    expect(amounts(exchange)).toEqual(['100.01', '99.50', '0.51']);
  });
});

describe('an exchange is refused', () => {
  const [nowhere, elsewhere] = [undefined, { ...account(EUR), ledgerId: newId('ldg') }];
  const invalid = {
    ok: false as const,
    error: { type: 'InvalidAmount' as const, message: '', path: ['input', 'sell'] },
  };
  test.each<[string, string, Partial<ExchangeOrder>, Partial<Market>]>([
    ['in no ledger', 'UnknownLedger', {}, { ledgerExists: false, from: nowhere }],
    ['from no account', 'UnknownAccount', { sell: invalid }, { from: nowhere }],
    ['from an account of another ledger', 'UnknownAccount', {}, { from: elsewhere }],
    ['to no account', 'UnknownAccount', { sell: invalid }, { to: nowhere }],
    ['of no amount', 'InvalidAmount', { sell: invalid }, { from: account(USD) }],
    ['of another currency than its account', 'CurrencyMismatch', {}, { from: account(USD) }],
    ['for the same currency', 'SameCurrency', {}, { to: account(EUR) }],
    ['without a rate', 'RateUnavailable', {}, {}],
    ['that buys nothing', 'InvalidAmount', { rate: decimal('0.000001') }, {}],
    [
      'of which the spread leaves nothing',
      'InvalidAmount',
      { rate: decimal('0.01'), spread: decimal('0.5') },
      {},
    ],
    [
      'that buys more than can be told',
      'InvalidAmount',
      { sell: ok(moneyOf(MAX_MINOR - 1n, EUR)), rate: decimal('2') },
      {},
    ],
  ])('%s: %s', (_name, refusal, asked, found) => {
    expect(refusalOf(order(100n, asked), market(found))).toBe(refusal);
  });
});

const anyCurrency = fc.constantFrom(...ALL_CURRENCIES);
const anySide = fc.constantFrom<Direction>('DEBIT', 'CREDIT');
const anyRate = fc
  .tuple(fc.nat(9_999), fc.nat(999_999))
  .filter(([whole, fraction]) => whole + fraction > 0)
  .map(([whole, fraction]) => decimal(`${whole}.${String(fraction).padStart(6, '0')}`));
const anySpread = fc.nat(9_999).map((part) => decimal(`0.${String(part).padStart(4, '0')}`));

const anyExchange = fc
  .record({
    currencies: fc.tuple(anyCurrency, anyCurrency).filter(([sold, bought]) => sold !== bought),
    sides: fc.tuple(anySide, anySide),
    minor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    text: anyRate,
    inverted: fc.boolean(),
    spread: anySpread,
  })
  .map(({ currencies: [sold, bought], sides, minor, text, inverted, spread }) => {
    const storedRate = inverted ? rate(bought, sold, text) : rate(sold, bought, text);
    const where = market({ from: account(sold, sides[0]), to: account(bought, sides[1]), storedRate });
    return { where, what: order(minor, { sell: ok(moneyOf(minor, sold)), spread }), storedRate, inverted };
  })
  .filter(({ what, where }) => priceExchange(what, where).ok);

/** What one minor unit sold is worth in minor units bought, exactly. */
const exactRatio = ({ rate: text, base, quote }: FxRate, inverted: boolean) => {
  const { numerator, denominator } = ratioOf(text);
  const inQuote = {
    numerator: numerator * 10n ** BigInt(exponentOf(quote)),
    denominator: denominator * 10n ** BigInt(exponentOf(base)),
  };
  return inverted ? inverse(inQuote) : inQuote;
};

test('the book never gives more than exact, and keeps back no less', () => {
  fc.assert(
    fc.property(anyExchange, ({ what, where, storedRate, inverted }) => {
      const { sold, bought, spread } = priced(what, where);
      const { numerator, denominator } = exactRatio(storedRate, inverted);
      const kept = ratioOf(what.spread);
      const worth = sold.minor * numerator;
      expect((bought.minor + spread.minor) * denominator).toBeLessThanOrEqual(worth);
      expect(bought.minor * denominator * kept.denominator).toBeLessThanOrEqual(
        worth * (kept.denominator - kept.numerator),
      );
      expect(spread.minor * kept.denominator).toBeGreaterThanOrEqual(
        (bought.minor + spread.minor) * kept.numerator,
      );
    }),
  );
});

test('there and back at one rate never gains', () => {
  fc.assert(
    fc.property(anyExchange, ({ what, where }) => {
      const there = priced(what, where);
      const back = priceExchange(order(0n, { sell: ok(there.bought), spread: what.spread }), {
        ...where,
        from: where.to,
        to: where.from,
      });
      if (back.ok) expect(back.value.bought.minor).toBeLessThanOrEqual(there.sold.minor);
    }),
  );
});

test('its postings sum to zero in each currency, whichever side the accounts grow on', () => {
  fc.assert(
    fc.property(anyExchange, ({ what, where }) => {
      const exchange = priced(what, where);
      const { from, to } = where as { from: AccountTerms; to: AccountTerms };
      const [soldClearing, boughtClearing, spread] = [newId('acct'), newId('acct'), newId('acct')];
      const house = { soldClearing, boughtClearing, spread: exchange.spread.minor > 0n ? spread : undefined };
      const sums = new Map<string, bigint>();
      for (const { direction, amount } of exchangePostings(exchange, { from, to, ...house })) {
        if (!amount.ok) throw new Error('an exchange has amounts');
        expect(amount.value.minor).toBeGreaterThan(0n);
        const signed = direction === 'DEBIT' ? amount.value.minor : -amount.value.minor;
        sums.set(amount.value.currency, (sums.get(amount.value.currency) ?? 0n) + signed);
      }
      expect([...sums.values()]).toEqual([0n, 0n]);
    }),
  );
});
