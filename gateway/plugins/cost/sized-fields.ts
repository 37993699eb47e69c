import { Kind, parse, type SelectionSetNode } from 'graphql';

/** What `sizedFields` names below a field: a name without names of its own is a list that has the size. */
export type SizedFields = ReadonlyMap<string, SizedFields>;

/** Reads entries such as `edges` and `results { page }`. Throws for what is not a selection of fields. */
export const parseSizedFields = (entries: readonly string[]): SizedFields =>
  entries.reduce<SizedFields>((fields, entry) => merge(fields, parseEntry(entry)), new Map());

function parseEntry(entry: string): SizedFields {
  const [definition] = parse(`{ ${entry} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw notFields(entry);
  return fieldsOf(definition.selectionSet, entry);
}

const fieldsOf = (set: SelectionSetNode | undefined, entry: string): SizedFields =>
  new Map(
    set?.selections.map((selection) => {
      if (selection.kind !== Kind.FIELD) throw notFields(entry);
      return [selection.name.value, fieldsOf(selection.selectionSet, entry)];
    }),
  );

function merge(a: SizedFields, b: SizedFields): SizedFields {
  const merged = new Map(a);
  for (const [name, below] of b) merged.set(name, merge(merged.get(name) ?? new Map(), below));
  return merged;
}

const notFields = (entry: string): Error => new Error(`@listSize: "${entry}" does not name fields.`);
