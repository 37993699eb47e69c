import type { DocumentNode } from 'graphql';
import { linksOf } from '../links.ts';

const FEDERATION = /^https:\/\/specs\.apollo\.dev\/federation\/v2\./;

/**
 * The names under which a document may use directives of the federation specification: as imported, renamed, or
 * with the specification's prefix. `directives` and the answer: "@authenticated" → "authenticated", without `@`.
 */
export function importedNames(document: DocumentNode, directives: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const link of linksOf(document).filter(({ url }) => url && FEDERATION.test(url))) {
    for (const directive of directives) names.add(`${link.as ?? 'federation'}__${directive.slice(1)}`);
    for (const item of link.import ?? []) {
      const { name, as = name } = typeof item === 'string' ? { name: item } : item;
      if (directives.includes(name)) names.add(as.slice(1));
    }
  }
  return names;
}
