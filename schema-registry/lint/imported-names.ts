import type { DocumentNode } from 'graphql';
import { linksOf } from '../links.ts';

/** A specification that directives are linked from. */
export interface Specification {
  /** Of its `@link`s. */
  readonly url: RegExp;
  /** What its directives are prefixed with when they are not imported. */
  readonly name: string;
}

export const FEDERATION: Specification = {
  url: /^https:\/\/specs\.apollo\.dev\/federation\/v2\./,
  name: 'federation',
};

/**
 * The names under which a document may use directives of a specification: as imported, renamed, or with the
 * specification's prefix. `directives` and the answer: "@authenticated" → "authenticated", without `@`.
 */
export function importedNames(
  document: DocumentNode,
  directives: readonly string[],
  specification = FEDERATION,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const link of linksOf(document).filter(({ url }) => url && specification.url.test(url))) {
    for (const directive of directives) names.add(`${link.as ?? specification.name}__${directive.slice(1)}`);
    for (const item of link.import ?? []) {
      const { name, as = name } = typeof item === 'string' ? { name: item } : item;
      if (directives.includes(name)) names.add(as.slice(1));
    }
  }
  return names;
}
