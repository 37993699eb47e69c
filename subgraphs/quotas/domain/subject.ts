import type { SubjectKind } from './policy/policy.ts';

/** Who uses something, within a tenant. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** A tenant or an actor, of whom no more is known here. */
export type Named = Pick<Subject, 'id'>;

const EXACT = Number.POSITIVE_INFINITY;

/**
 * How well a pattern describes an id; undefined: not at all. An exact id is better than any pattern, of patterns the
 * one with more characters that are not `*`; `*` alone is the least.
 */
export function fitOf(pattern: string, id: string): number | undefined {
  if (!pattern.includes('*')) return pattern === id ? EXACT : undefined;
  return isLike(pattern.split('*'), id) ? pattern.replaceAll('*', '').length : undefined;
}

/** The first and the last part are its ends; those between come in their order. */
function isLike(parts: readonly string[], id: string): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!id.startsWith(first) || !id.endsWith(last) || id.length < first.length + last.length) return false;
  let from = first.length;
  const end = id.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const at = id.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
