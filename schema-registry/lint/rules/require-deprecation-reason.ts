import { type ConstDirectiveNode, Kind } from 'graphql';
import { membersOf } from '../members.ts';
import type { LintRule } from '../rule.ts';

function hasReason({ arguments: args = [] }: ConstDirectiveNode): boolean {
  const reason = args.find(({ name }) => name.value === 'reason')?.value;
  return reason?.kind === Kind.STRING && reason.value.trim() !== '';
}

/** `@deprecated` says what to use instead, and why. */
export const requireDeprecationReason: LintRule = {
  name: 'require-deprecation-reason',
  severity: 'error',
  why: 'Who is told that something goes away has to know what to use instead.',
  fix: '@deprecated(reason: "Use `…`, which …")',
  check: ({ document }) =>
    membersOf(document).flatMap(({ coordinate, node: { directives = [] } }) =>
      directives
        .filter((directive) => directive.name.value === 'deprecated' && !hasReason(directive))
        .map((node) => ({ coordinate, message: 'it does not say why it is deprecated', node })),
    ),
};
