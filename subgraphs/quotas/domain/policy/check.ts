import { isResource, RESOURCE_RULE } from '../resource.ts';
import type { Terms } from './policy.ts';
import { type InvalidPolicy, invalidPolicy } from './refusals.ts';

export const MAX_NAME_CHARS = 200;
export const MAX_PATTERN_CHARS = 200;
/** The longest period without a calendar. */
export const MAX_PERIOD_MS = 31 * 86_400_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const LINE = /^[^\u0000-\u001f\u007f]+$/;

/** The first fault of what a policy is to say; undefined when there is none. */
export function faultIn(terms: Terms): InvalidPolicy | undefined {
  const fault = faultInName(terms) ?? faultInSubject(terms) ?? faultInPeriod(terms);
  if (fault) return fault;
  const amount = faultInAmounts(terms);
  return amount ? invalidPolicy(amount.field, amount.message) : faultInUse(terms);
}

function faultInName({ name, resource }: Terms): InvalidPolicy | undefined {
  if (!isLine(name, MAX_NAME_CHARS)) {
    return invalidPolicy('name', `The name must have 1 to ${MAX_NAME_CHARS} characters, on one line.`);
  }
  return isResource(resource)
    ? undefined
    : invalidPolicy('resource', `The resource must be ${RESOURCE_RULE}.`);
}

function faultInSubject({ subject }: Terms): InvalidPolicy | undefined {
  if (isLine(subject.pattern, MAX_PATTERN_CHARS)) return undefined;
  const message = `The pattern must have 1 to ${MAX_PATTERN_CHARS} characters, on one line.`;
  return invalidPolicy('subject.pattern', message);
}

function faultInPeriod({ algorithm, periodMs, calendar }: Terms): InvalidPolicy | undefined {
  if (algorithm === 'CALENDAR') {
    if (periodMs !== null) return invalidPolicy('periodMs', 'The calendar says how long a period is.');
    return calendar
      ? faultInCalendar(calendar)
      : invalidPolicy('calendar', 'The algorithm needs a calendar.');
  }
  if (calendar) return invalidPolicy('calendar', 'Only the algorithm CALENDAR has a calendar.');
  if (periodMs !== null && periodMs >= 1 && periodMs <= MAX_PERIOD_MS) return undefined;
  return invalidPolicy('periodMs', `The period must be from 1 to ${MAX_PERIOD_MS} milliseconds.`);
}

function faultInCalendar({
  unit,
  timeZone,
  startDay,
  rollover,
}: NonNullable<Terms['calendar']>): InvalidPolicy | undefined {
  if (!isTimeZone(timeZone))
    return invalidPolicy('calendar.timeZone', 'There is no time zone of that IANA name.');
  if (startDay < 1 || startDay > 31 || (unit === 'DAY' && startDay !== 1)) {
    return invalidPolicy('calendar.startDay', 'A month begins on a day from 1 to 31; a day has none.');
  }
  return rollover < 0 ? invalidPolicy('calendar.rollover', 'The rollover must not be negative.') : undefined;
}

/**
 * Of a policy's amounts, or of what an override puts in their place. Products with the period, and sums with what is
 * rolled over, stay whole numbers: then every answer of an algorithm is exact.
 */
export function faultInAmounts(
  terms: Pick<Terms, 'algorithm' | 'limit' | 'burst' | 'periodMs' | 'calendar'>,
): { readonly field: 'limit' | 'burst'; readonly message: string } | undefined {
  const { limit, burst, periodMs, calendar } = terms;
  const most = (Number.MAX_SAFE_INTEGER - (calendar?.rollover ?? 0)) / (periodMs ?? 1);
  if (limit < 1 || limit > most) return { field: 'limit', message: outOf(most) };
  if (burst === null) return undefined;
  if (!hasBurst(terms)) return { field: 'burst', message: 'The algorithm has no burst.' };
  return burst < 1 || burst > most ? { field: 'burst', message: outOf(most) } : undefined;
}

function faultInUse(terms: Terms): InvalidPolicy | undefined {
  const { nearLimitRatio } = terms;
  if ((terms.algorithm === 'CONCURRENCY') !== (terms.unit === 'CONCURRENT')) {
    return invalidPolicy('unit', 'CONCURRENT is the unit of CONCURRENCY, and of nothing else.');
  }
  if (nearLimitRatio > 0 && nearLimitRatio <= 1) return undefined;
  return invalidPolicy('nearLimitRatio', 'The ratio must be above 0 and at most 1.');
}

const outOf = (most: number): string => `The amount must be from 1 to ${Math.floor(most)}.`;

export const hasBurst = ({ algorithm }: Pick<Terms, 'algorithm'>): boolean =>
  algorithm === 'TOKEN_BUCKET' || algorithm === 'LEAKY_BUCKET';

const isLine = (text: string, maxChars: number): boolean =>
  text.trim() === text && text.length <= maxChars && LINE.test(text) && text.isWellFormed();

/** Offsets such as `+02:00` are no names, though Intl takes them: they know no summer. */
function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
