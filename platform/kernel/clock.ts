/**
 * Instants are microseconds since 1970-01-01T00:00:00Z as bigint; on the wire RFC 3339 in UTC with
 * microseconds. `Date` is never used to carry one: it has milliseconds only.
 */
declare const instant: unique symbol;
export type Instant = bigint & { readonly [instant]: true };

export interface Clock {
  now(): Instant;
}

export const MICROS_PER_SECOND = 1_000_000n;

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Makes an instant of a number of microseconds that is known to be one (a database column, arithmetic). */
export const instantOf = (micros: bigint): Instant => micros as Instant;

/** What RFC 3339 can write: the years 0000 to 9999. */
export const EARLIEST_INSTANT = instantOf(-62_167_219_200_000_000n);
export const LATEST_INSTANT = instantOf(253_402_300_799_999_999n);

/** Reads an RFC 3339 timestamp with up to six decimals; undefined for anything else, such as 30 February or a leap second. */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [, day, time, fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const local = wholeSeconds(`${day}T${time}`);
  if (local === undefined) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60;
  const utc = BigInt(sign === '-' ? local + offset : local - offset);
  const at = instantOf(utc * MICROS_PER_SECOND + BigInt(fraction.padEnd(6, '0')));
  return at >= EARLIEST_INSTANT && at <= LATEST_INSTANT ? at : undefined;
}

/** Seconds since 1970. What the calendar has not got, such as 30 February, comes back as another day or not at all. */
function wholeSeconds(dayAndTime: string): number | undefined {
  const date = new Date(`${dayAndTime}Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(dayAndTime)) return undefined;
  return date.getTime() / 1000;
}

/** `2026-11-21T13:04:40.123456Z`: always six decimals, always UTC. Throws a RangeError outside the years 0000 to 9999. */
export function formatInstant(at: Instant): string {
  if (at < EARLIEST_INSTANT || at > LATEST_INSTANT) throw new RangeError(`${at} µs is outside RFC 3339`);
  const micros = ((at % 1000n) + 1000n) % 1000n;
  const millis = Number((at - micros) / 1000n);
  return `${new Date(millis).toISOString().slice(0, -1)}${micros.toString().padStart(3, '0')}Z`;
}

/** The wall clock counts whole milliseconds: further apart than this it has been set, or the machine slept. */
const MAX_DRIFT_MS = 2;

let epochMs = performance.timeOrigin;

/**
 * The machine's clock, in microseconds: `performance.now()` measures them, `Date.now()` keeps it on time. Not
 * monotonic: whoever needs order takes it from the database.
 */
export const systemClock: Clock = {
  now: () => {
    const wallMs = Date.now();
    if (Math.abs(epochMs + performance.now() - wallMs) > MAX_DRIFT_MS) epochMs = wallMs - performance.now();
    return instantOf(BigInt(Math.round((epochMs + performance.now()) * 1000)));
  },
};
