import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';

const FEDERATION = /^https:\/\/specs\.apollo\.dev\/federation\/v2\./;

interface Link {
  readonly url?: string;
  readonly as?: string;
  readonly import?: readonly (string | { readonly name: string; readonly as?: string })[];
}

const linkOf = ({ arguments: args = [] }: ConstDirectiveNode): Link =>
  Object.fromEntries(
    args.map(({ name, value }) => [name.value, valueFromASTUntyped(value as ConstValueNode)]),
  );

function linksOf(document: DocumentNode): Link[] {
  return document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives)
    .filter(({ name }) => name.value === 'link')
    .map(linkOf);
}

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
