import { type FieldDraft, printTypes, type SubgraphDraft, type TypeDraft } from './draft.ts';

/** What came with Federation 2, and what a subgraph without it cannot say in another way. */
const NEEDS_2 = /^@(override|inaccessible|interfaceObject)/;

/** Whether a subgraph can be written for Federation 1. */
export const fitsFederation1 = ({ types }: SubgraphDraft): boolean =>
  [...types.values()].every(
    ({ kind, directives, fields }) =>
      !(kind === 'interface' && directives.size > 0) &&
      [directives, ...[...fields.values()].map((field) => field.directives)].every(
        (applied) => ![...applied].some((directive) => NEEDS_2.test(directive)),
      ),
  );

/**
 * The subgraph's SDL as for Federation 1: no link; what is shared is shared unsaid; an entity has one owner and is
 * extended by all others, which mark its keys @external and can always be asked for it.
 */
export const printFederation1 = (
  { types }: SubgraphDraft,
  isOwner: (type: string) => boolean,
  ...common: readonly string[]
): string =>
  printTypes(
    common.map((text) => text.replace(' @inaccessible', '')),
    [...types].map(([name, type]) => [name, downgraded(type, isOwner(name))]),
  );

function downgraded(type: TypeDraft, isOwner: boolean): TypeDraft {
  const directives = [...type.directives].map((directive) => directive.replace(', resolvable: false', ''));
  const isExtension = !isOwner && directives.length > 0;
  const external = isExtension ? directives.flatMap(keyFields) : [];
  const fields = [...type.fields].map(
    ([name, field]) => [name, downgradedField(field, external.includes(name))] as const,
  );
  return {
    ...type,
    kind: isExtension ? 'extend type' : type.kind,
    directives: new Set(directives),
    fields: new Map(fields),
  };
}

function downgradedField(field: FieldDraft, isExternal: boolean): FieldDraft {
  const directives = [...field.directives].filter((directive) => directive !== '@shareable');
  return { ...field, directives: new Set([...directives, ...(isExternal ? ['@external'] : [])]) };
}

/** The fields of the entity itself in `@key(fields: "…")`. */
const keyFields = (directive: string): readonly string[] =>
  directive
    .replace(/^.*"(.*)".*$/, '$1')
    .replace(/\{.*\}/, '')
    .trim()
    .split(' ');
