import { type ConstDirectiveNode, parse, print } from 'graphql';
import { assert } from 'platform/kernel/assert';

const RULES = new Set(['authenticated', 'requiresScopes', 'policy']);

/** A supergraph as by a composer that spreads no rules: those of the given coordinates (`Type`, `Type.field`) are gone. */
export function bared(supergraphSdl: string, ...coordinates: readonly string[]): string {
  const left = new Set(coordinates);
  const bare = <Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
    node: Node,
    coordinate: string,
  ): Node => {
    const directives = node.directives?.filter(({ name }) => !RULES.has(name.value));
    if (!coordinates.includes(coordinate) || directives?.length === node.directives?.length) return node;
    left.delete(coordinate);
    return { ...node, directives };
  };
  const document = parse(supergraphSdl);
  const definitions = document.definitions.map((definition) => {
    if (!('fields' in definition)) return definition;
    const type = definition.name.value;
    const fields = definition.fields?.map((field) => bare(field, `${type}.${field.name.value}`));
    return bare({ ...definition, fields } as typeof definition, type);
  });
  assert(left.size === 0, `there is no rule on ${[...left]}`);
  return print({ ...document, definitions });
}
