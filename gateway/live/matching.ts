import type { TenantId } from 'platform/kernel/ids';
import type { Json, JsonObject } from 'platform/kernel/json';
import type { EventSource, MatchRule } from './event-sources.ts';

/** A rule whose argument was given. Values are compared as text. */
export interface Criterion {
  readonly rule: MatchRule;
  readonly value: string;
}

/** What a subscriber asked for: events of a source, of its tenant, that meet every criterion. */
export interface Interest {
  readonly tenantId: TenantId;
  readonly source: EventSource;
  readonly criteria: readonly Criterion[];
}

/** The criteria that the field's arguments make: an absent or null argument matches everything. */
export const criteriaOf = (
  source: EventSource,
  args: Readonly<Record<string, unknown>>,
): readonly Criterion[] => {
  const criteria = source.match.flatMap((rule) => {
    const value = args[rule.argument];
    return value === undefined || value === null ? [] : [{ rule, value: String(value) }];
  });
  return criteria.length > 0 ? criteria : ALL;
};

/** One for all who want everything. */
const ALL: readonly Criterion[] = [];

/** Whether an event is one of those asked for. The tenant is always compared. */
export const isOfInterest = (
  interest: Interest,
  event: { readonly tenantId: TenantId; readonly type: string; readonly data: JsonObject },
): boolean =>
  event.tenantId === interest.tenantId &&
  interest.source.types.has(event.type) &&
  interest.criteria.every((criterion) => meets(criterion, event.data));

export const meets = ({ rule, value }: Criterion, data: JsonObject): boolean =>
  comparedWith(rule, data).includes(value);

/** What the event holds for a rule, as text: one value for `=`, any number for `in`, none where the path ends early. */
export function comparedWith(rule: MatchRule, data: JsonObject): readonly string[] {
  let found: Json | undefined = data;
  for (const name of rule.path)
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  const values = rule.operator === 'in' ? (Array.isArray(found) ? found : []) : [found];
  return values.filter(isScalar).map(String);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
