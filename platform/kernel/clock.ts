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
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** Makes an instant of a number of microseconds that is known to be one (a database column, arithmetic). */
export const instantOf = (micros: bigint): Instant => micros as Instant;

/** Reads an RFC 3339 timestamp with up to six decimals; undefined for anything else, such as 30 February. */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHours, offsetMinutes] = match;
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const date = new Date(0);
  date.setUTCFullYear(fields[0], fields[1], fields[2]);
  date.setUTCHours(fields[3], fields[4], fields[5]);
  const exists =
    date.getUTCMonth() === fields[1] &&
    date.getUTCDate() === fields[2] &&
    date.getUTCHours() === fields[3] &&
    date.getUTCMinutes() === fields[4];
  if (!exists || fields[5] > 59) return undefined;
  const offset = sign
    ? BigInt(Number(offsetHours) * 60 + Number(offsetMinutes)) * 60n * MICROS_PER_SECOND
    : 0n;
  const local = BigInt(date.getTime()) * 1000n + BigInt(fraction.padEnd(6, '0'));
  return instantOf(sign === '-' ? local + offset : local - offset);
}

/** `2026-11-21T13:04:40.123456Z`: always six decimals, always UTC. */
export function formatInstant(at: Instant): string {
  const micros = ((at % 1000n) + 1000n) % 1000n;
  const millis = Number((at - micros) / 1000n);
  return `${new Date(millis).toISOString().slice(0, -1)}${micros.toString().padStart(3, '0')}Z`;
}

/** The machine's clock, in microseconds. Not monotonic: whoever needs order takes it from the database. */
export const systemClock: Clock = {
  now: () => instantOf(BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000))),
};
