import { Kind, print } from 'graphql';
import { isList, namedTypeOf, type ObjectDefinition } from '../definitions.ts';
import type { LintProblem, LintRule } from '../rule.ts';

const CONNECTION = /Connection$/;

function faultsOf({ name, fields = [] }: ObjectDefinition): string[] {
  const edges = fields.find((field) => field.name.value === 'edges')?.type;
  const pageInfo = fields.find((field) => field.name.value === 'pageInfo')?.type;
  const edge = name.value.replace(CONNECTION, 'Edge');
  return [
    ...(edges && isList(edges) && namedTypeOf(edges) === edge ? [] : [`expected edges: [${edge}!]!`]),
    ...(pageInfo && print(pageInfo) === 'PageInfo!' ? [] : ['expected pageInfo: PageInfo!']),
  ];
}

/** A type named `…Connection` is one, as the Relay specification (https://relay.dev/graphql/connections.htm) has it. */
export const relayConnectionTypes: LintRule = {
  name: 'relay-connection-types',
  severity: 'off',
  why: 'Clients page through connections in one way, by their form.',
  fix: 'give it edges: [<Type>Edge!]! and pageInfo: PageInfo!, or another name',
  check: ({ document }) =>
    document.definitions
      .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
      .filter(({ name }) => CONNECTION.test(name.value))
      .flatMap((node) =>
        faultsOf(node).map(
          (message): LintProblem => ({ coordinate: node.name.value, message, node: node.name }),
        ),
      ),
};
