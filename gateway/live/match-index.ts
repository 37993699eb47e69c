import type { TenantId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import type { EventSource, MatchRule } from './event-sources.ts';
import { type Criterion, comparedWith, type Interest, meets } from './matching.ts';

/**
 * Finds the subscribers of an event without looking at the others: the time depends on those that match and on how
 * many combinations of arguments are in use, not on how many subscribers there are.
 */
export interface MatchIndex<T> {
  /** A subscriber is there once at the most. */
  add(interest: Interest, subscriber: T): void;
  /** With the interest that it was added with; what is not there is no fault. */
  remove(interest: Interest, subscriber: T): void;
  /** Each subscriber that matches, once. */
  find(event: {
    readonly tenantId: TenantId;
    readonly type: string;
    readonly data: JsonObject;
  }): readonly T[];
  /** All that are there. */
  all(): readonly T[];
  readonly size: number;
}

/** What the key of a subscriber does not cover: all `in` rules but the first. */
type Rest = readonly Criterion[];

/** Subscribers of one tenant and source that gave the same arguments, by the values they gave. */
interface Shape<T> {
  readonly source: EventSource;
  /** Rules that make the key: every `=`, then at the most one `in`, so that an event has few keys. */
  readonly keyed: readonly MatchRule[];
  readonly buckets: Map<string, Map<T, Rest>>;
}

export function createMatchIndex<T>(): MatchIndex<T> {
  const tenants = new Map<TenantId, Map<string, Shape<T>>>();
  let size = 0;
  return {
    add(interest, subscriber) {
      const { keyed, rest } = splitCriteria(interest.criteria);
      const shapes = getOrCreate(tenants, interest.tenantId, () => new Map<string, Shape<T>>());
      const shape = getOrCreate(shapes, shapeKeyOf(interest, keyed), () =>
        newShape<T>(interest.source, keyed),
      );
      const bucket = getOrCreate(shape.buckets, valueKeyOf(keyed), () => new Map<T, Rest>());
      if (!bucket.has(subscriber)) size += 1;
      bucket.set(subscriber, rest);
    },
    remove(interest, subscriber) {
      const { keyed } = splitCriteria(interest.criteria);
      const [shapeKey, valueKey] = [shapeKeyOf(interest, keyed), valueKeyOf(keyed)];
      const shapes = tenants.get(interest.tenantId);
      const shape = shapes?.get(shapeKey);
      const bucket = shape?.buckets.get(valueKey);
      if (!shapes || !shape || !bucket?.delete(subscriber)) return;
      size -= 1;
      if (bucket.size > 0) return;
      shape.buckets.delete(valueKey);
      if (shape.buckets.size === 0) shapes.delete(shapeKey);
      if (shapes.size === 0) tenants.delete(interest.tenantId);
    },
    find({ tenantId, type, data }) {
      const found: T[] = [];
      for (const shape of tenants.get(tenantId)?.values() ?? []) {
        if (!shape.source.types.has(type)) continue;
        for (const subscriber of subscribersIn(shape, data)) found.push(subscriber);
      }
      return found;
    },
    all: () =>
      [...tenants.values()]
        .flatMap((shapes) => [...shapes.values()])
        .flatMap(({ buckets }) => [...buckets.values()])
        .flatMap((bucket) => [...bucket.keys()]),
    get size() {
      return size;
    },
  };
}

const newShape = <T>(source: EventSource, keyed: readonly Criterion[]): Shape<T> => ({
  source,
  keyed: keyed.map(({ rule }) => rule),
  buckets: new Map(),
});

function splitCriteria(criteria: readonly Criterion[]) {
  const equal = criteria.filter(({ rule }) => rule.operator === '=');
  const [anchor, ...rest] = criteria.filter(({ rule }) => rule.operator === 'in');
  return { keyed: anchor ? [...equal, anchor] : equal, rest: rest.length > 0 ? rest : NONE };
}

/** One for all that there are. */
const NONE: Rest = [];

const shapeKeyOf = ({ source: { field, types } }: Interest, keyed: readonly Criterion[]): string =>
  keyOf([field, [...types].join(), ...keyed.map(({ rule }) => ruleText(rule))]);

const valueKeyOf = (keyed: readonly Criterion[]): string => keyOf(keyed.map(({ value }) => value));

function* subscribersIn<T>(shape: Shape<T>, data: JsonObject): Iterable<T> {
  for (const key of keysOf(shape.keyed, data)) {
    for (const [subscriber, rest] of shape.buckets.get(key) ?? []) {
      if (rest.every((criterion) => meets(criterion, data))) yield subscriber;
    }
  }
}

/** The keys under which subscribers of this event stand: one for each value of the `in` rule. */
function keysOf(rules: readonly MatchRule[], data: JsonObject): ReadonlySet<string> {
  const equal: string[] = [];
  for (const rule of rules) {
    const values = comparedWith(rule, data);
    if (rule.operator === 'in') return new Set(values.map((value) => keyOf([...equal, value])));
    if (values[0] === undefined) return new Set();
    equal.push(values[0]);
  }
  return new Set([keyOf(equal)]);
}

const keyOf = (parts: readonly string[]): string => JSON.stringify(parts);

const ruleText = ({ argument, operator, path }: MatchRule): string =>
  `${argument} ${operator} ${path.join('.')}`;

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const created = create();
  map.set(key, created);
  return created;
}
