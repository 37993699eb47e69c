import { federationMetadata, isCompositeType, type Schema } from '@apollo/federation-internals';
import type { SelectionSetNode } from 'graphql';
import { selectionSetOf } from './required-arguments.ts';

/** What of a type's `@key`s a subgraph declares. */
export function keysOf(schema: Schema, name: string): readonly SelectionSetNode[] {
  const type = schema.type(name);
  const directive = federationMetadata(schema)?.keyDirective();
  if (!directive || !type || !isCompositeType(type)) return [];
  return type.appliedDirectivesOf(directive).map((key) => selectionSetOf(key.arguments().fields));
}
