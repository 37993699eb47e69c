/** The year of the books. */
const YEAR = 2025;

/** From 1 to 12. */
export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** "2025-03" */
export const nameOf = (month: number): string => `${YEAR}-${String(month).padStart(2, '0')}`;

export const daysIn = (month: number): number => new Date(Date.UTC(YEAR, month, 0)).getUTCDate();

/** An instant of the year; days beyond the month's last lie in the next. */
export const at = (month: number, day: number, hour = 12, minute = 0): string =>
  new Date(Date.UTC(YEAR, month - 1, day, hour, minute)).toISOString();

export const BEGINNING = at(1, 1, 0);

/** The last instant of a month. */
export const endOf = (month: number): string => `${nameOf(month)}-${daysIn(month)}T23:59:59.999999Z`;

/** Those of `entries` from one instant on and before another. */
export const within = <Dated extends { readonly effectiveAt: string }>(
  entries: readonly Dated[],
  from: string,
  to: string,
): Dated[] => entries.filter(({ effectiveAt }) => from <= effectiveAt && effectiveAt < to);

/** Those of a month. */
export const inMonth = <Dated extends { readonly effectiveAt: string }>(
  entries: readonly Dated[],
  month: number,
): Dated[] => within(entries, at(month, 1, 0), at(month + 1, 1, 0));
