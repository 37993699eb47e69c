import { type DocumentNode, type FieldDefinitionNode, Kind, valueFromASTUntyped } from 'graphql';
import { fieldsOf, isList, namedTypeOf, typesOf } from '../definitions.ts';
import { importedNames } from '../imported-names.ts';
import type { LintRule } from '../rule.ts';

const CONNECTION = /Connection$/;

const listSizeOf = (field: FieldDefinitionNode, names: ReadonlySet<string>) =>
  field.directives?.find(({ name }) => names.has(name.value));

/** Coordinates that the `sizedFields` of a `@listSize` speak of: `AccountConnection.edges`. */
function sizedElsewhere(document: DocumentNode, names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    fieldsOf(document).flatMap(({ field }) => {
      const sized = listSizeOf(field, names)?.arguments?.find(({ name }) => name.value === 'sizedFields');
      const fields = sized ? valueFromASTUntyped(sized.value) : [];
      return [fields].flat().map((name) => `${namedTypeOf(field.type)}.${name}`);
    }),
  );
}

const leavesOf = (document: DocumentNode): ReadonlySet<string> =>
  new Set([
    'ID',
    'String',
    'Int',
    'Float',
    'Boolean',
    ...typesOf(document)
      .filter(({ kind }) => kind === Kind.SCALAR_TYPE_DEFINITION || kind === Kind.ENUM_TYPE_DEFINITION)
      .map(({ name }) => name.value),
  ]);

/** A list of objects, or a connection, says how long it may be: in `@listSize`, its own or that of the field above. */
export const listWithoutListSize: LintRule = {
  name: 'list-without-list-size',
  severity: 'warning',
  why: 'A list without a size counts as one object in the cost of an operation, however long it is.',
  fix: 'add @listSize(assumedSize: …) or, where an argument bounds it, @listSize(slicingArguments: …)',
  check: ({ document }) => {
    const names = importedNames(document, ['@listSize']);
    const sized = sizedElsewhere(document, names);
    const leaves = leavesOf(document);
    return fieldsOf(document)
      .filter(({ field }) => isList(field.type) || CONNECTION.test(namedTypeOf(field.type)))
      .filter(({ field }) => !leaves.has(namedTypeOf(field.type)) && !listSizeOf(field, names))
      .filter(({ coordinate }) => !sized.has(coordinate))
      .map(({ coordinate, field }) => ({
        coordinate,
        message: 'nothing says how long this list may be',
        node: field.name,
      }));
  },
};
