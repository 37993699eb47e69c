import { Kind } from 'graphql';
import type { LintRule } from '../rule.ts';

const EDGE = /Edge$/;
const EXPECTED = ['node', 'cursor'];

/** A type named `…Edge` has a `node` and a `cursor`, as the Relay specification has it. */
export const relayEdgeTypes: LintRule = {
  name: 'relay-edge-types',
  severity: 'off',
  why: 'Clients take the cursor of any edge, and go on from there.',
  fix: 'give it node and cursor, or another name',
  check: ({ document }) =>
    document.definitions
      .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
      .filter(({ name }) => EDGE.test(name.value))
      .flatMap(({ name, fields = [] }) =>
        EXPECTED.filter((expected) => !fields.some((field) => field.name.value === expected)).map(
          (expected) => ({
            coordinate: name.value,
            message: `expected a field ${expected}`,
            node: name,
          }),
        ),
      ),
};
