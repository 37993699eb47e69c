import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALL_CURRENCIES, type CurrencyCode, exponentOf } from '../currencies.ts';
import { type Decimal, inverse, parseDecimal, ratioOf } from '../decimal.ts';
import {
  add,
  convert,
  formatAmount,
  MAX_MINOR,
  type Money,
  moneyFromWire,
  moneyOf,
  moneyToWire,
  multiply,
  negate,
  parseMoney,
  subtract,
  zero,
} from '../money.ts';

const code = (text: string) => text as CurrencyCode;
const anyCurrency = fc.constantFrom(...ALL_CURRENCIES);
const anyMinor = fc.bigInt({ min: 1n - MAX_MINOR, max: MAX_MINOR - 1n });
const anyMoney = fc.record({ minor: anyMinor, currency: anyCurrency });
const parse = (amount: string, currency: string) => parseMoney({ amount, currency });
const minorOf = (amount: string, currency: string) => {
  const parsed = parse(amount, currency);
  return parsed.ok ? parsed.value.minor : parsed.error.reason;
};

describe('An amount of money', () => {
  test('comes back from its text, in every currency', () => {
    fc.assert(
      fc.property(anyMoney, (money) => {
        expect(parse(formatAmount(money), money.currency)).toEqual({ ok: true, value: money });
      }),
      { examples: [[moneyOf(MAX_MINOR - 1n, code('EUR'))], [moneyOf(1n - MAX_MINOR, code('CLF'))]] },
    );
  });

  test('comes back from its wire form', () => {
    fc.assert(
      fc.property(anyMoney, (money) => {
        expect(moneyFromWire(moneyToWire(money))).toEqual(money);
      }),
    );
  });

  test("is written with exactly the currency's decimals", () => {
    fc.assert(
      fc.property(anyMoney, (money) => {
        expect(formatAmount(money).split('.')[1]?.length ?? 0).toBe(exponentOf(money.currency));
      }),
    );
  });

  test.each([
    ['7', 'JPY', 7n],
    ['7.000', 'JPY', 7n],
    ['12.34', 'EUR', 1234n],
    ['1.5', 'EUR', 150n],
    ['1.50', 'EUR', 150n],
    ['1.500000', 'EUR', 150n],
    ['-0.05', 'EUR', -5n],
    ['-0', 'EUR', 0n],
    ['007', 'EUR', 700n],
    ['1.234', 'KWD', 1234n],
    ['0.0001', 'CLF', 1n],
  ])('%s %s is %s minor units', (amount, currency, minor) => {
    expect(minorOf(amount, currency)).toBe(minor);
  });

  test.each([
    [0n, 'EUR', '0.00'],
    [-5n, 'EUR', '-0.05'],
    [1230n, 'EUR', '12.30'],
    [7n, 'JPY', '7'],
    [-7n, 'JPY', '-7'],
    [1n, 'KWD', '0.001'],
    [12345n, 'CLF', '1.2345'],
  ])('%s minor units of %s are written %s', (minor, currency, text) => {
    expect(formatAmount(moneyOf(minor, code(currency)))).toBe(text);
  });

  test.each(['EURO', 'eur', '', 'XAU', 'XXX', 'toString'])('of the currency "%s" is refused', (currency) => {
    expect(minorOf('1', currency)).toBe('UNKNOWN_CURRENCY');
  });

  test.each(['', ' 1', '1 ', '+1', '1.', '.5', '1,5', '1e3', '0x1', '--1', '1.2.3', '١', 'NaN', '1\n'])(
    '%j is refused as malformed',
    (amount) => {
      expect(minorOf(amount, 'EUR')).toBe('MALFORMED');
    },
  );

  test.each([
    ['0.5', 'JPY', 0],
    ['0.001', 'EUR', 2],
    ['0.0001', 'KWD', 3],
    ['0.00001', 'CLF', 4],
    [`0.${'0'.repeat(13)}`, 'EUR', 2],
  ])('%s %s has more decimals than the currency: refused, not rounded', (amount, currency, decimals) => {
    expect(parse(amount, currency)).toEqual({ ok: false, error: { reason: 'TOO_MANY_DECIMALS', decimals } });
  });

  test('at the limit, in either direction, is refused as out of range', () => {
    expect(minorOf('1'.repeat(31), 'EUR')).toBe('OUT_OF_RANGE');
    for (const exponentCurrency of ['JPY', 'EUR', 'KWD', 'CLF'].map(code)) {
      const over = formatAmount(moneyOf(MAX_MINOR, exponentCurrency));
      expect(minorOf(over, exponentCurrency)).toBe('OUT_OF_RANGE');
      expect(minorOf(`-${over}`, exponentCurrency)).toBe('OUT_OF_RANGE');
      expect(minorOf(formatAmount(moneyOf(MAX_MINOR - 1n, exponentCurrency)), exponentCurrency)).toBe(
        MAX_MINOR - 1n,
      );
    }
  });
});

describe('Calculating with money', () => {
  const eur = (minor: bigint): Money => moneyOf(minor, code('EUR'));

  test('what is added can be subtracted, and nothing is lost', () => {
    fc.assert(
      fc.property(anyMinor, anyMinor, (a, b) => {
        expect(add(eur(a), eur(b))).toEqual(eur(a + b));
        expect(subtract(add(eur(a), eur(b)), eur(b))).toEqual(eur(a));
        expect(add(eur(a), negate(eur(a)))).toEqual(zero(code('EUR')));
      }),
    );
  });

  test('what is taken several times is added as often', () => {
    fc.assert(
      fc.property(anyMinor, fc.nat(20), (minor, times) => {
        const sum = Array.from({ length: times }, () => eur(minor)).reduce(add, zero(code('EUR')));
        expect(multiply(eur(minor), BigInt(times))).toEqual(sum);
      }),
    );
  });

  test('two currencies cannot be added', () => {
    expect(() => add(eur(1n), moneyOf(1n, code('USD')))).toThrow('cannot add EUR and USD');
    expect(() => subtract(eur(1n), moneyOf(1n, code('USD')))).toThrow('cannot add EUR and USD');
  });

  test('an event with an unknown currency is a bug', () => {
    expect(() => moneyFromWire({ minor: '1', currency: 'ZZZ' })).toThrow('unknown currency ZZZ');
  });
});

describe('Converting money', () => {
  const rateOf = (text: string) => ratioOf(parseDecimal(text) as Decimal);
  const anyRate = fc
    .tuple(fc.nat(9_999), fc.nat(999_999))
    .filter(([whole, fraction]) => whole + fraction > 0)
    .map(([whole, fraction]) => rateOf(`${whole}.${String(fraction).padStart(6, '0')}`));
  const positive = fc.bigInt({ min: 0n, max: MAX_MINOR - 1n });

  test.each([
    ['100', 'EUR', '1.0825', 'USD', 'DOWN', '108.25'],
    ['0.01', 'EUR', '1.0825', 'USD', 'DOWN', '0.01'],
    ['0.01', 'EUR', '1.0825', 'USD', 'UP', '0.02'],
    ['1', 'EUR', '163.4567', 'JPY', 'DOWN', '163'],
    ['163', 'JPY', '0.006117', 'EUR', 'DOWN', '0.99'],
    ['1.234', 'KWD', '1', 'KWD', 'UP', '1.234'],
    ['0.00', 'EUR', '7', 'USD', 'UP', '0.00'],
  ] as const)('%s %s at %s is %s, rounded %s: %s', (amount, from, rate, to, rounding, result) => {
    const money = moneyOf(minorOf(amount, from) as bigint, code(from));
    expect(formatAmount(convert(money, rateOf(rate), code(to), rounding))).toBe(result);
  });

  test('down is never more than exact, up never less, and they differ by one unit at the most', () => {
    fc.assert(
      fc.property(positive, anyCurrency, anyCurrency, anyRate, (minor, from, to, rate) => {
        const money = moneyOf(minor, from);
        const [down, up] = [convert(money, rate, to, 'DOWN').minor, convert(money, rate, to, 'UP').minor];
        const exact = minor * rate.numerator * 10n ** BigInt(exponentOf(to));
        const unit = rate.denominator * 10n ** BigInt(exponentOf(from));
        expect(down * unit <= exact && exact <= up * unit).toBe(true);
        expect(up - down).toBe(exact % unit === 0n ? 0n : 1n);
      }),
    );
  });

  test('there and back never gains', () => {
    fc.assert(
      fc.property(positive, anyCurrency, anyCurrency, anyRate, (minor, from, to, rate) => {
        const there = convert(moneyOf(minor, from), rate, to, 'DOWN');
        expect(convert(there, inverse(rate), from, 'DOWN').minor).toBeLessThanOrEqual(minor);
      }),
    );
  });

  test('what is below zero is a bug', () => {
    expect(() => convert(moneyOf(-1n, code('EUR')), rateOf('1'), code('USD'), 'DOWN')).toThrow('below zero');
  });
});
