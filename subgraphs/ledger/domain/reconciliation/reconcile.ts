import type { IdentifiedLine } from './identity.ts';
import { type KeyOf, type Pair, pairNearest, pairWithin } from './pairs.ts';
import type {
  Break,
  BreakReason,
  ComparedPosting,
  ExternalLine,
  Match,
  MatchRule,
  PostingPlace,
} from './reconciliation.ts';

/** What a statement says of the account, and what the book says of the same. Minor units, on the normal side. */
export interface Comparison {
  readonly lines: readonly IdentifiedLine[];
  /** From the earliest on: all that a line can be matched with or may mean. */
  readonly postings: readonly ComparedPosting[];
  /** Lines that were matched in an earlier statement: identity → posting. */
  readonly matchedBefore: ReadonlyMap<string, PostingPlace>;
  readonly dateWindowDays: number;
  readonly opening: ComparedBalance | undefined;
  readonly closing: ComparedBalance | undefined;
}

export interface ComparedBalance {
  readonly statement: bigint;
  readonly book: bigint;
}

export interface Outcome {
  readonly matches: readonly Match[];
  /** Without the postings that are missing in the statement: they are what is left over. */
  readonly breaks: readonly Break[];
}

const byReferenceAndAmount: KeyOf = ({ reference, minor }) =>
  reference === null ? undefined : `${minor} ${reference}`;
const byReference: KeyOf = ({ reference }) => reference ?? undefined;
const byAmount: KeyOf = ({ minor }) => minor.toString();

/**
 * Compares a statement with the book, in passes; what one pass has paired the later ones do not see:
 *
 * 1. same reference and amount within the date window: matched;
 * 2. same reference within the date window, so another amount: AMOUNT_DIFFERS;
 * 3. same reference and amount, so outside the date window: DATE_OUTSIDE_WINDOW;
 * 4. same amount within the date window, for lines whose reference no posting of the account has: matched;
 * 5. the lines that are left: MISSING_IN_LEDGER.
 *
 * A line that was matched in an earlier statement, or comes twice in this one, takes part in none. Pure, and the same
 * input gives the same outcome.
 */
export function reconcile(comparison: Comparison): Outcome {
  const { dateWindowDays, postings } = comparison;
  const { duplicates, lines } = withoutDuplicates(comparison);
  const exact = pairWithin(
    { lines, postings: postings.filter(isOpen) },
    byReferenceAndAmount,
    dateWindowDays,
  );
  const unequal = pairWithin(exact.rest, byReference, dateWindowDays);
  const distant = pairNearest(unequal.rest, byReferenceAndAmount);
  const { known, unknown } = byKnownReference(distant.rest.lines, postings);
  const similar = pairWithin({ ...distant.rest, lines: unknown }, byAmount, dateWindowDays);
  const missing = [...known, ...similar.rest.lines];
  return {
    matches: [
      ...exact.pairs.map(toMatch('REFERENCE_AND_AMOUNT')),
      ...similar.pairs.map(toMatch('AMOUNT_AND_DATE')),
    ].sort((a, b) => a.lineNumber - b.lineNumber),
    breaks: [
      ...balanceBreaks(comparison),
      ...[
        ...duplicates,
        ...unequal.pairs.map(toBreak('AMOUNT_DIFFERS')),
        ...distant.pairs.map(toBreak('DATE_OUTSIDE_WINDOW')),
        ...missing.map(missingInLedger),
      ].sort((a, b) => a.lineNumber - b.lineNumber),
    ],
  };
}

type LineBreak = Break & { readonly lineNumber: number };

const isOpen = ({ taken }: ComparedPosting): boolean => !taken;

/** The lines to compare, from the earliest on. */
function withoutDuplicates({ lines, matchedBefore }: Comparison) {
  const seen = new Set<string>();
  const duplicates: LineBreak[] = [];
  const others: ExternalLine[] = [];
  for (const line of lines) {
    const posting = matchedBefore.get(line.identity);
    if (!posting && !seen.has(line.identity)) others.push(line);
    else duplicates.push({ ...breakOf('DUPLICATE_LINE', line, line.minor), ...(posting ? { posting } : {}) });
    seen.add(line.identity);
  }
  return { duplicates, lines: others.sort(byDate) };
}

const byDate = (a: ExternalLine, b: ExternalLine): number =>
  a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1;

/** A reference that the account knows is never taken for another one, though its postings have their lines already. */
function byKnownReference(lines: readonly ExternalLine[], postings: readonly ComparedPosting[]) {
  const references = new Set(postings.map(({ reference }) => reference));
  const isKnown = ({ reference }: ExternalLine): boolean => reference !== null && references.has(reference);
  return { known: lines.filter(isKnown), unknown: lines.filter((line) => !isKnown(line)) };
}

const toMatch =
  (rule: MatchRule) =>
  ({ line, posting }: Pair): Match => ({ lineNumber: line.number, posting, rule });

const breakOf = (reason: BreakReason, { number }: ExternalLine, difference: bigint): LineBreak => ({
  reason,
  lineNumber: number,
  difference,
});

const toBreak =
  (reason: BreakReason) =>
  ({ line, posting }: Pair): LineBreak => ({
    ...breakOf(reason, line, line.minor - posting.minor),
    posting,
  });

const missingInLedger = (line: ExternalLine): LineBreak => breakOf('MISSING_IN_LEDGER', line, line.minor);

const balanceBreaks = ({ opening, closing }: Comparison): Break[] => [
  ...balanceBreak('OPENING_BALANCE_DIFFERS', opening),
  ...balanceBreak('BALANCE_DIFFERS', closing),
];

const balanceBreak = (reason: BreakReason, balance: ComparedBalance | undefined): Break[] =>
  balance === undefined || balance.statement === balance.book
    ? []
    : [{ reason, difference: balance.statement - balance.book }];
