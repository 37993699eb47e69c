import { type DirectiveNode, type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import { type BooleanVariable, conditionsOf, holds } from './conditions.ts';

/**
 * What `@skip` and `@include` leave of a document, without them. Where they leave nothing of a selection set it stays,
 * empty.
 */
export function withoutConditions(document: DocumentNode, isTrue: BooleanVariable): DocumentNode {
  const staying = ({ directives }: { readonly directives?: readonly DirectiveNode[] | undefined }) =>
    holds(conditionsOf(directives), isTrue) ? undefined : null;
  return visit(document, {
    [Kind.FIELD]: { enter: staying },
    [Kind.INLINE_FRAGMENT]: { enter: staying },
    [Kind.FRAGMENT_SPREAD]: { enter: staying },
    [Kind.DIRECTIVE]: {
      leave: ({ name }: DirectiveNode) => (CONDITIONS.has(name.value) ? null : undefined),
    },
  });
}

const CONDITIONS = new Set(['skip', 'include']);

/** The variables that decide what is left of a document or an operation. */
export function conditionVariables(document: DocumentNode | OperationDefinitionNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE]: (directive: DirectiveNode) => {
      for (const { variable } of conditionsOf([directive])) if (variable) names.add(variable);
    },
  });
  return [...names];
}
