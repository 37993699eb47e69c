import { type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';
import type { EventSourceRule } from '../rule.ts';

/** The names under `@composeDirective`, without `@`. */
const composedNames = ({ definitions }: DocumentNode): unknown[] =>
  definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap(({ directives = [] }) => directives)
    .filter(({ name }) => name.value.endsWith('composeDirective'))
    .flatMap(({ arguments: args = [] }) =>
      args.map(({ value }) => String(valueFromASTUntyped(value)).slice(1)),
    );

/** `@eventSource` reaches the gateway only through the supergraph. */
export const notComposed: EventSourceRule = {
  id: 'event-source/not-composed',
  severity: 'error',
  why: 'Composition drops the directive, and the gateway never feeds the field.',
  fix: 'extend schema @composeDirective(name: "@eventSource")',
  check: ({ subgraph, sources }) => {
    const composed = composedNames(subgraph.document);
    return sources
      .filter(({ directive }) => !composed.includes(directive.name.value))
      .map(({ coordinate, directive }) => ({
        coordinate,
        message: `@${directive.name.value} is not composed into the supergraph`,
        node: directive,
      }));
  },
};
