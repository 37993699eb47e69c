import { randomUUID } from 'node:crypto';
import { validate, version } from 'uuid';

/**
 * Ids are a prefix and a UUID of version 7 (RFC 9562), the same text in API, events and tables:
 * `acct_0199…`. They sort by the time they were made, and are branded so that one kind is never taken
 * for another.
 */
declare const id: unique symbol;
export type Id<Prefix extends string> = `${Prefix}_${string}` & { readonly [id]: Prefix };

/** A new id. */
export const newId = <Prefix extends string>(prefix: Prefix): Id<Prefix> =>
  `${prefix}_${uuid7()}` as Id<Prefix>;

const MAX_PER_MS = 0xfff;

let lastMs = 0;
let countInMs = 0;

/** The time, a count within the millisecond, and the random part of a UUID: Node keeps those in store. */
function uuid7(): string {
  const ms = Math.max(Date.now(), lastMs + (countInMs === MAX_PER_MS ? 1 : 0));
  countInMs = ms === lastMs ? countInMs + 1 : 0;
  lastMs = ms;
  const time = hex(ms, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(countInMs, 3)}-${randomUUID().slice(19)}`;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** Reads an id of the given kind; undefined for any other text. */
export function parseId<Prefix extends string>(prefix: Prefix, text: string): Id<Prefix> | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined;
  const uuid = text.slice(prefix.length + 1);
  return validate(uuid) && version(uuid) === 7 && uuid === uuid.toLowerCase()
    ? (text as Id<Prefix>)
    : undefined;
}

/** A tenant's name as its identity provider writes it: the boundary of all data. */
declare const tenant: unique symbol;
export type TenantId = string & { readonly [tenant]: true };

const TENANT = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** Reads a tenant's name: 1 to 63 of a–z, 0–9, `-` and `_`, the first a letter or digit. */
export const parseTenantId = (text: string): TenantId | undefined =>
  TENANT.test(text) ? (text as TenantId) : undefined;
