import { type ASTNode, type ConstDirectiveNode, valueFromASTUntyped } from 'graphql';

type Node = ASTNode & { readonly directives?: readonly ConstDirectiveNode[] | undefined };

/** A type or field of a schema that was built from SDL. */
export interface Documented {
  readonly astNode?: Node | null | undefined;
  readonly extensionASTNodes?: readonly Node[];
}

/** The applications of one directive on an element; none when the supergraph does not have the directive. */
export const directivesOn = (
  { astNode, extensionASTNodes = [] }: Documented,
  name: string | undefined,
): readonly ConstDirectiveNode[] =>
  [astNode, ...extensionASTNodes]
    .flatMap((node) => node?.directives ?? [])
    .filter((directive) => directive.name.value === name);

export function argumentOf(directive: ConstDirectiveNode, argument: string): unknown {
  const node = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return node && valueFromASTUntyped(node);
}
