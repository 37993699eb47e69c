import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  Kind,
  valueFromASTUntyped,
} from 'graphql';

/** A specification that a schema uses, as its `@link` names it. */
export interface Link {
  readonly url?: string;
  readonly as?: string;
  readonly import?: readonly (string | { readonly name: string; readonly as?: string })[];
}

/** The arguments of a directive, by name, as plain values. */
export const argumentsOf = ({
  arguments: args = [],
}: ConstDirectiveNode): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    args.map(({ name, value }) => [name.value, valueFromASTUntyped(value as ConstValueNode)]),
  );

/** The `@link`s of a document's schema. */
export function linksOf(document: DocumentNode): Link[] {
  return document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives)
    .filter(({ name }) => name.value === 'link')
    .map(argumentsOf);
}
