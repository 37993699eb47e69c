import { type Instant, instantOf } from 'platform/kernel/clock';
import type { ComparedPosting, ExternalLine } from './reconciliation.ts';

/** What has not found its counterpart yet: both sides from the earliest on. */
export interface Unpaired {
  readonly lines: readonly ExternalLine[];
  readonly postings: readonly ComparedPosting[];
}

export interface Pair {
  readonly line: ExternalLine;
  readonly posting: ComparedPosting;
}

export interface Pairing {
  readonly pairs: readonly Pair[];
  readonly rest: Unpaired;
}

/** What both sides must have in common; undefined for what has no counterpart. */
export type KeyOf = (side: Pick<ExternalLine, 'reference' | 'minor'>) => string | undefined;

const DAY = 86_400_000_000n;

/** Days since 1970, UTC: a bank's dates have no time of day. */
export const dayOf = (at: Instant): number => Number(at / DAY);

/** The effective time [from, to) that lines, of which there is at least one, reach into. */
export function reachOf(
  lines: readonly Pick<ExternalLine, 'date'>[],
  maxDays: number,
): { readonly from: Instant; readonly to: Instant } {
  const days = lines.map(({ date }) => dayOf(date));
  return {
    from: instantOf(BigInt(Math.min(...days) - maxDays) * DAY),
    to: instantOf(BigInt(Math.max(...days) + maxDays + 1) * DAY),
  };
}

/** Of one key: day → postings, from the earliest on. */
type Days = Map<number, ComparedPosting[]>;

/**
 * Pairs lines with postings of the same key that are at most `maxDays` apart, one to one. What is closest in days is
 * paired first; of two lines the earlier one takes it, of two postings the earlier one is taken.
 */
export function pairWithin(unpaired: Unpaired, keyOf: KeyOf, maxDays: number): Pairing {
  const shelves = shelve(unpaired.postings, keyOf);
  const paired = new Map<ExternalLine, ComparedPosting>();
  for (let apart = 0; apart <= maxDays; apart += 1) {
    for (const line of unpaired.lines) {
      if (paired.has(line)) continue;
      const days = shelves.get(keyOf(line));
      const day = dayOf(line.date);
      const posting = days && (takeFrom(days, day - apart) ?? takeFrom(days, day + apart));
      if (posting) paired.set(line, posting);
    }
  }
  return toPairing(unpaired, paired);
}

/** Pairs each line with the nearest posting of the same key, however far apart; of two, with the earlier one. */
export function pairNearest(unpaired: Unpaired, keyOf: KeyOf): Pairing {
  const shelves = shelve(unpaired.postings, keyOf);
  const paired = new Map<ExternalLine, ComparedPosting>();
  for (const line of unpaired.lines) {
    const days = shelves.get(keyOf(line));
    const nearest = days && nearestTo(dayOf(line.date), days);
    const posting = nearest === undefined ? undefined : takeFrom(days as Days, nearest);
    if (posting) paired.set(line, posting);
  }
  return toPairing(unpaired, paired);
}

function shelve(postings: readonly ComparedPosting[], keyOf: KeyOf): Map<string | undefined, Days> {
  const shelves = new Map<string | undefined, Days>();
  for (const posting of postings) {
    const key = keyOf(posting);
    if (key === undefined) continue;
    const days = shelves.get(key) ?? new Map();
    shelves.set(key, days);
    const day = dayOf(posting.effectiveAt);
    const those = days.get(day);
    if (those) those.push(posting);
    else days.set(day, [posting]);
  }
  for (const days of shelves.values()) for (const those of days.values()) those.reverse();
  return shelves;
}

/** The earliest of a day, which is then gone. */
function takeFrom(days: Days, day: number): ComparedPosting | undefined {
  const posting = days.get(day)?.pop();
  if (days.get(day)?.length === 0) days.delete(day);
  return posting;
}

function nearestTo(day: number, days: Days): number | undefined {
  let nearest: number | undefined;
  for (const other of days.keys()) {
    const closer =
      nearest === undefined ? -1 : Math.abs(other - day) - Math.abs(nearest - day) || other - nearest;
    if (closer < 0) nearest = other;
  }
  return nearest;
}

function toPairing(
  { lines, postings }: Unpaired,
  paired: ReadonlyMap<ExternalLine, ComparedPosting>,
): Pairing {
  const taken = new Set(paired.values());
  return {
    pairs: [...paired].map(([line, posting]) => ({ line, posting })),
    rest: {
      lines: lines.filter((line) => !paired.has(line)),
      postings: postings.filter((posting) => !taken.has(posting)),
    },
  };
}
