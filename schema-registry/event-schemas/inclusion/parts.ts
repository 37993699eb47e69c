import { below, isObject, type KeywordNode, type SchemaNode } from './schema-node.ts';

/** The names under `patternProperties`. */
export const patternsOf = ({ schema }: KeywordNode): string[] =>
  isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];

/** JSON Schema's regular expressions are those of ECMA-262 with Unicode, and match anywhere in the text. */
export const matches = (pattern: string, text: string): boolean => new RegExp(pattern, 'u').test(text);

function propertyOf(node: KeywordNode, name: string): SchemaNode[] {
  const patterns = patternsOf(node).filter((pattern) => matches(pattern, name));
  const found = [
    below(node, 'properties', name),
    ...patterns.map((pattern) => below(node, 'patternProperties', pattern)),
  ].filter((part) => part !== undefined);
  return found.length > 0 ? found : present(below(node, 'additionalProperties'));
}

const present = (node: SchemaNode | undefined): SchemaNode[] => (node ? [node] : []);

/** All that schemas say of the property of that name. */
export const propertyNodes = (nodes: readonly KeywordNode[], name: string): SchemaNode[] =>
  nodes.flatMap((node) => propertyOf(node, name));

/** All that schemas say of properties that none of them names, neither by name nor by pattern. */
export const otherPropertyNodes = (nodes: readonly KeywordNode[]): SchemaNode[] =>
  nodes.flatMap((node) => present(below(node, 'additionalProperties')));

/** All that schemas say of the element at a position. */
export const elementNodes = (nodes: readonly KeywordNode[], index: number): SchemaNode[] =>
  nodes.flatMap((node) => present(below(node, 'prefixItems', String(index)) ?? below(node, 'items')));
