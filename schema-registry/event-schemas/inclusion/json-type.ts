import type { Json } from 'platform/kernel/json';

export type JsonType = 'null' | 'boolean' | 'object' | 'array' | 'number' | 'string';

export const typeOf = (value: Json): JsonType =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : (typeof value as JsonType);

/** Whether a value is of one of the types that `type` names; an absent one names all. */
export function isOfTypes(value: Json, declared: Json | undefined): boolean {
  if (declared === undefined) return true;
  const types = [declared].flat();
  return types.includes(typeOf(value)) || (types.includes('integer') && Number.isInteger(value));
}
