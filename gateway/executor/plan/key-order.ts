import { type DirectiveNode, Kind, parse, print, visit } from 'graphql';

/**
 * The supergraph with the keys of each type in such an order that those by which a subgraph can be asked come first. To
 * come back to a subgraph with what one of its fields requires, the planner takes the first key that the type has
 * there, whether it can be asked for by it or not.
 */
export function resolvableKeysFirst(sdl: string): string {
  if (!sdl.includes(UNRESOLVABLE)) return sdl;
  const reorder = <T extends { readonly directives?: readonly DirectiveNode[] }>(type: T): T => ({
    ...type,
    directives: [...(type.directives ?? [])].sort(
      (a, b) => Number(isUnresolvable(a)) - Number(isUnresolvable(b)),
    ),
  });
  return print(
    visit(parse(sdl, { noLocation: true }), {
      [Kind.OBJECT_TYPE_DEFINITION]: reorder,
      [Kind.INTERFACE_TYPE_DEFINITION]: reorder,
    }),
  );
}

const UNRESOLVABLE = 'resolvable: false';

const isUnresolvable = (directive: DirectiveNode): boolean =>
  directive.name.value === 'join__type' && print(directive).includes(UNRESOLVABLE);
