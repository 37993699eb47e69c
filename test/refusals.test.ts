import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLUnionType, getNamedType } from 'graphql';

const ROOT = join(import.meta.dirname, '..');
const schema = buildSchema(readFileSync(join(ROOT, 'schema-registry/composed/api.graphql'), 'utf8'));
const docs = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8').split('## Which refusal wins')[1] ?? '';

const documented = new Map(
  [...docs.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, mutation, list]) => [
    mutation,
    [...(list ?? '').matchAll(/`(\w+)`/g)].map(([, refusal]) => refusal).sort(),
  ]),
);

test.each(
  Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => [field.name, field] as const),
)('docs/errors.md has the order of the refusals of %s, all of them', (name, field) => {
  const members = (getNamedType(field.type) as GraphQLUnionType).getTypes();
  const refusals = members.filter((member) => member.getInterfaces().length > 0);
  expect(documented.get(name)).toEqual(refusals.map((refusal) => refusal.name).sort());
});
