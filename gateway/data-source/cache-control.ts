/** Directives that hold for the whole when they hold for one part (RFC 9111, 5.2.2). */
const STRICT = ['no-cache', 'private', 'must-revalidate', 'proxy-revalidate', 'no-transform'];

type Directives = ReadonlyMap<string, string>;

/** What a part that says nothing says: that it may be kept was not said. */
export const UNSAID = 'no-store';

/**
 * What may be done with an answer that was made of two parts: the most restrictive of both. What would allow more than
 * its other directives do (`immutable`, `stale-while-revalidate` …) is left out.
 */
export function mostRestrictive(one: string, other: string): string {
  const both = [parse(one), parse(other)] as const;
  const some = (name: string) => both.some((part) => part.has(name));
  if (some('no-store')) return 'no-store';
  const kept = STRICT.filter(some);
  if (both.every((part) => part.has('public')) && !kept.includes('private')) kept.unshift('public');
  if (some('max-age')) kept.push(`max-age=${Math.min(...both.map((part) => seconds(part, 'max-age')))}`);
  if (some('s-maxage') && !kept.includes('private'))
    kept.push(`s-maxage=${Math.min(...both.map((part) => seconds(part, 's-maxage', 'max-age')))}`);
  return kept.join(', ') || 'no-store';
}

/** The same for one person: no cache that several share may keep it. */
export const forOnePerson = (value: string): string => mostRestrictive(value, `private, ${value}`);

const parse = (value: string): Directives =>
  new Map(
    value
      .split(',')
      .map((directive) => directive.trim().toLowerCase().split('=', 2))
      .map(([name = '', argument = '']) => [name, argument.replaceAll('"', '')]),
  );

/** Of the first of these directives that is there. Without one, and when it is no number, 0. */
function seconds(directives: Directives, ...names: readonly string[]): number {
  const text = names.map((name) => directives.get(name)).find((value) => value !== undefined);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}
