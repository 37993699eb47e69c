import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { argumentsOf, type Link, linksOf } from '../links.ts';

/** The directives that a supergraph keeps and the diff judges, by the specification that defines each. */
const FEATURES = {
  authenticated: 'authenticated',
  requiresScopes: 'requiresScopes',
  policy: 'policy',
  cost: 'cost',
  listSize: 'cost',
  tag: 'tag',
  eventSource: 'live',
} as const;

export type FeatureDirective = keyof typeof FEATURES;

export type Arguments = Readonly<Record<string, unknown>>;

const isOf = ({ url }: Link, feature: string): boolean => new RegExp(`/${feature}/v\\d`).test(url ?? '');

function importedAs(link: Link, directive: string): string | undefined {
  for (const item of link.import ?? []) {
    const { name, as = name } = typeof item === 'string' ? { name: item } : item;
    if (name === `@${directive}`) return as.slice(1);
  }
  return undefined;
}

/** The link specification: a directive of the feature's own name goes by the feature's name, others have it as prefix. */
function nameIn(links: readonly Link[], directive: FeatureDirective): string {
  const feature = FEATURES[directive];
  const link = links.find((candidate) => isOf(candidate, feature));
  if (!link) return directive;
  const prefix = link.as ?? feature;
  return importedAs(link, directive) ?? (directive === feature ? prefix : `${prefix}__${directive}`);
}

/** Reads the arguments of each application of a directive, whatever the document calls it. */
export function featureReader(
  document: DocumentNode,
): (directive: FeatureDirective, applied: readonly ConstDirectiveNode[]) => readonly Arguments[] {
  const links = linksOf(document);
  const names = Object.keys(FEATURES).map((directive) => [
    directive,
    nameIn(links, directive as FeatureDirective),
  ]);
  const nameOf: Readonly<Record<string, string>> = Object.fromEntries(names);
  return (directive, applied) =>
    applied.filter(({ name }) => name.value === nameOf[directive]).map(argumentsOf);
}
