import {
  type ConstArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLDirective,
  type GraphQLSchema,
  isSpecifiedDirective,
  Kind,
  visit,
} from 'graphql';

/**
 * A document whose directives, if they are of the subgraphs' own, have the arguments that the client left to their
 * defaults: a subgraph may have the argument without one.
 */
export function withDirectiveDefaults(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const own = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive));
  const defaults = new Map(own.map((directive) => [directive.name, defaultsOf(directive)]));
  if (defaults.size === 0) return document;
  return visit(document, {
    Directive(node: DirectiveNode) {
      const given = node.arguments ?? [];
      const left = (defaults.get(node.name.value) ?? []).filter(
        ({ name }) => !given.some((argument) => argument.name.value === name.value),
      );
      return left.length === 0 ? undefined : { ...node, arguments: [...given, ...left] };
    },
  });
}

const defaultsOf = ({ args }: GraphQLDirective): readonly ConstArgumentNode[] =>
  args.flatMap(({ astNode }) =>
    astNode?.defaultValue ? [{ kind: Kind.ARGUMENT, name: astNode.name, value: astNode.defaultValue }] : [],
  );
