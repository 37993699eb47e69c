import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from 'platform/kernel/clock';
import { identify } from './identity.ts';
import { dayOf } from './pairs.ts';
import { type Comparison, type Outcome, reconcile } from './reconcile.ts';
import type { ComparedPosting, ExternalLine } from './reconciliation.ts';

const DAY = 86_400_000_000n;
const WINDOW = 3;

type Side = readonly [reference: string | null, minor: number, day: number];

const lineOf = ([reference, minor, day]: Side, index: number): ExternalLine => ({
  number: index + 1,
  reference,
  minor: BigInt(minor),
  date: instantOf(BigInt(day) * DAY),
  description: `line ${index + 1}`,
  externalId: null,
});

/** In the middle of its day, and known by its place: 1 for the first. */
const postingOf = ([reference, minor, day]: Side, index: number, taken = false): ComparedPosting => ({
  recordedAt: instantOf(BigInt(index + 1)),
  n: 0,
  effectiveAt: instantOf(BigInt(day) * DAY + DAY / 2n),
  reference,
  minor: BigInt(minor),
  taken,
});

const byTime = (a: ComparedPosting, b: ComparedPosting): number =>
  Number(a.effectiveAt - b.effectiveAt) || Number(a.recordedAt - b.recordedAt);

const compare = (
  lines: readonly Side[],
  postings: readonly Side[],
  more: Partial<Comparison> = {},
): Outcome =>
  reconcile({
    lines: identify(lines.map(lineOf)),
    postings: postings.map((side, index) => postingOf(side, index)).sort(byTime),
    matchedBefore: new Map(),
    dateWindowDays: WINDOW,
    opening: undefined,
    closing: undefined,
    ...more,
  });

const matched = ({ matches }: Outcome) =>
  matches.map(({ lineNumber, posting, rule }) => `${lineNumber}=${posting.recordedAt} ${rule}`);

const broken = ({ breaks }: Outcome) =>
  breaks.map(({ reason, lineNumber, posting, difference }) =>
    [lineNumber ?? '-', posting?.recordedAt ?? '-', reason, difference].join(' '),
  );

describe('a line is matched', () => {
  test('with the posting of its reference and amount, though another of its amount is nearer', () => {
    const outcome = compare(
      [['A', 100, 10]],
      [
        ['B', 100, 10],
        ['A', 100, 13],
      ],
    );
    expect(matched(outcome)).toEqual(['1=2 REFERENCE_AND_AMOUNT']);
  });

  test.each([
    ['no reference', null],
    ['a reference that the account does not know', 'X'],
  ])('by amount and nearest day when it has %s', (_name, reference) => {
    const outcome = compare(
      [[reference, 100, 10]],
      [
        [null, 100, 8],
        ['B', 100, 11],
        [null, 101, 10],
      ],
    );
    expect(matched(outcome)).toEqual(['1=2 AMOUNT_AND_DATE']);
  });

  test('with the earlier of two postings that are equally near', () => {
    const postings: Side[] = [
      [null, 100, 11],
      [null, 100, 9],
    ];
    expect(matched(compare([[null, 100, 10]], postings))).toEqual(['1=2 AMOUNT_AND_DATE']);
  });

  test('after the one that is nearer to the posting, whichever comes first', () => {
    const outcome = compare(
      [
        [null, 100, 8],
        [null, 100, 10],
      ],
      [[null, 100, 10]],
    );
    expect(matched(outcome)).toEqual(['2=1 AMOUNT_AND_DATE']);
    expect(broken(outcome)).toEqual(['1 - MISSING_IN_LEDGER 100']);
  });

  test('with a posting that is as many days apart as the window has, and not one more', () => {
    expect(matched(compare([[null, -5, 10]], [[null, -5, 10 + WINDOW]]))).toHaveLength(1);
    expect(matched(compare([[null, -5, 10]], [[null, -5, 10 + WINDOW + 1]]))).toHaveLength(0);
    expect(matched(compare([[null, -5, 10]], [[null, -5, 11]], { dateWindowDays: 0 }))).toHaveLength(0);
  });

  test('never with a posting that an earlier statement has', () => {
    const outcome = compare([['A', 100, 10]], [], { postings: [postingOf(['A', 100, 10], 0, true)] });
    expect(broken(outcome)).toEqual(['1 - MISSING_IN_LEDGER 100']);
  });
});

describe('a line is a break', () => {
  test('of another amount when its reference is there with another one', () => {
    expect(broken(compare([['A', 100, 10]], [['A', 90, 11]]))).toEqual(['1 1 AMOUNT_DIFFERS 10']);
  });

  test('outside the date window when only its date is', () => {
    const postings: Side[] = [
      ['A', 100, 20],
      ['A', 100, 15],
    ];
    expect(broken(compare([['A', 100, 10]], postings))).toEqual(['1 2 DATE_OUTSIDE_WINDOW 0']);
  });

  test('missing in the ledger when nothing is like it', () => {
    expect(broken(compare([['A', -100, 10]], [[null, 100, 10]]))).toEqual(['1 - MISSING_IN_LEDGER -100']);
  });

  test('missing in the ledger when its reference is another line’s: what is charged twice stands out', () => {
    const outcome = compare(
      [
        ['A', 100, 10],
        ['A', 100, 10],
      ],
      [
        ['A', 100, 10],
        ['B', 100, 10],
      ],
    );
    expect(matched(outcome)).toEqual(['1=1 REFERENCE_AND_AMOUNT']);
    expect(broken(outcome)).toEqual(['2 - MISSING_IN_LEDGER 100']);
  });

  test('a duplicate when it was matched before, with what it was matched with', () => {
    const lines = identify([lineOf(['A', 100, 10], 0)]);
    const posting = postingOf(['A', 100, 10], 6, true);
    const matchedBefore = new Map([[lines[0]?.identity ?? '', posting]]);
    const outcome = compare([['A', 100, 10]], [['A', 100, 10]], { matchedBefore });
    expect([matched(outcome), broken(outcome)]).toEqual([[], ['1 7 DUPLICATE_LINE 100']]);
  });

  test('a duplicate when the bank’s id comes twice; lines without one may say the same', () => {
    const twice = [lineOf(['A', 100, 10], 0), lineOf(['B', 100, 10], 1)];
    const lines = identify(twice.map((line) => ({ ...line, externalId: 'E-1' })));
    expect(broken(compare([], [['A', 100, 10]], { lines }))).toEqual(['2 - DUPLICATE_LINE 100']);
    const same = identify(twice.map((line) => ({ ...line, reference: null, description: null })));
    expect(broken(compare([], [], { lines: same }))).toEqual([
      '1 - MISSING_IN_LEDGER 100',
      '2 - MISSING_IN_LEDGER 100',
    ]);
  });
});

test('balances that differ are breaks, before those of lines', () => {
  const outcome = compare([['A', 100, 10]], [], {
    opening: { statement: 5n, book: 7n },
    closing: { statement: 105n, book: 7n },
  });
  expect(broken(outcome)).toEqual([
    '- - OPENING_BALANCE_DIFFERS -2',
    '- - BALANCE_DIFFERS 98',
    '1 - MISSING_IN_LEDGER 100',
  ]);
  expect(compare([], [], { closing: { statement: 7n, book: 7n } }).breaks).toEqual([]);
});

const side = fc.tuple(
  fc.constantFrom(null, 'A', 'B', 'C'),
  fc.constantFrom(-100, 100, 200),
  fc.integer({ min: 10, max: 20 }),
);
const sides = fc.array(side, { maxLength: 12 });

describe('whatever is compared', () => {
  test('each line is matched or a break, once, and no posting has two lines', () => {
    fc.assert(
      fc.property(sides, sides, (lines, postings) => {
        const { matches, breaks } = compare(lines, postings);
        const numbers = [...matches, ...breaks].map(({ lineNumber }) => lineNumber);
        expect(numbers.sort((a = 0, b = 0) => a - b)).toEqual(lines.map((_, index) => index + 1));
        const taken = [...matches, ...breaks].flatMap(({ posting }) => posting?.recordedAt ?? []);
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });

  test('a match is of one amount and at most the window apart, by its rule', () => {
    fc.assert(
      fc.property(sides, sides, (lines, postings) => {
        for (const { lineNumber, posting, rule } of compare(lines, postings).matches) {
          const line = lineOf(lines[lineNumber - 1] as Side, 0);
          const index = Number(posting.recordedAt) - 1;
          const { reference, minor, effectiveAt } = postingOf(postings[index] as Side, index);
          expect(minor).toBe(line.minor);
          expect(Math.abs(dayOf(effectiveAt) - dayOf(line.date))).toBeLessThanOrEqual(WINDOW);
          expect(rule === 'REFERENCE_AND_AMOUNT').toBe(
            line.reference !== null && line.reference === reference,
          );
        }
      }),
    );
  });

  test('no line and posting of one reference and amount within the window are both left over', () => {
    fc.assert(
      fc.property(sides, sides, (lines, postings) => {
        const { matches, breaks } = compare(lines, postings);
        const taken = new Set([...matches, ...breaks].map(({ posting }) => posting?.recordedAt));
        for (const { lineNumber, reason } of breaks) {
          if (reason !== 'MISSING_IN_LEDGER') continue;
          const [reference, minor] = lines[(lineNumber ?? 0) - 1] as Side;
          const left = postings.filter((_, index) => !taken.has(instantOf(BigInt(index + 1))));
          expect(left.filter(([r, m]) => reference !== null && r === reference && m === minor)).toEqual([]);
        }
      }),
    );
  });

  test('the differences of lines explain the difference of the balances', () => {
    fc.assert(
      fc.property(sides, sides, (lines, postings) => {
        const { matches, breaks } = compare(lines, postings);
        const taken = new Set([...matches, ...breaks].map(({ posting }) => posting?.recordedAt));
        const sum = (amounts: readonly number[]): bigint => BigInt(amounts.reduce((a, b) => a + b, 0));
        const left = postings.filter((_, index) => !taken.has(instantOf(BigInt(index + 1))));
        const explained = breaks.reduce((total, { difference }) => total + difference, 0n);
        const minors = (those: readonly Side[]) => those.map(([, minor]) => minor);
        expect(explained - sum(minors(left))).toBe(sum(minors(lines)) - sum(minors(postings)));
      }),
    );
  });
});
