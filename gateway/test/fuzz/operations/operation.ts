import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  parse,
  print,
  validate,
} from 'graphql';
import type { Choices } from '../choices.ts';
import type { Operation } from '../oracle.ts';
import { createWriter } from './selections.ts';
import { createVariables } from './variables.ts';

const MUTATION_RATE = 0.15;
const NAME_RATE = 0.3;
const MAX_ROUNDS = 30;

/** A valid operation. */
export function randomOperation(schema: GraphQLSchema, c: Choices): Operation {
  const mutation = schema.getMutationType();
  const isMutation = mutation && c.chance(MUTATION_RATE);
  const root = (isMutation ? mutation : schema.getQueryType()) as GraphQLCompositeType;
  const variables = createVariables(c);
  const writer = createWriter(schema, c, variables);
  const name = c.chance(NAME_RATE) ? 'Named' : '';
  const selection = writer.selectionSet(root);
  const head = `${isMutation ? 'mutation' : 'query'} ${name}${variables.declarations()}`;
  const text = withoutConflicts(schema, `${head} ${selection}\n${writer.fragments()}`);
  return { document: parse(text), variables: variables.values };
}

/** Gives other names to fields that want the same name for different things. */
function withoutConflicts(schema: GraphQLSchema, text: string): string {
  const document = parse(text, { noLocation: true });
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const errors = validate(schema, document, [OverlappingFieldsCanBeMergedRule]);
    if (errors.length === 0) return print(document);
    for (const [index, { nodes }] of errors.entries()) {
      const field = nodes?.at(-1) as { alias: FieldNode['alias'] } | undefined;
      if (field) field.alias = { kind: Kind.NAME, value: `r${round}_${index}` };
    }
  }
  throw new Error(`too many conflicts in ${text}`);
}
