import type { Choices } from '../choices.ts';
import { addField, type SubgraphDraft, typeOf } from './draft.ts';
import type { Entity } from './entities.ts';
import { type FieldOptions, type OwnField, output } from './fields.ts';
import { argumentsFor, isLeaf, namedType, parameters, wrapped } from './leaves.ts';

const REQUIRES_RATE = 0.6;
const INPUT_RATE = 0.4;
const PROVIDES_RATE = 0.4;

/**
 * Gives entities fields that ask by @requires for what others answer, which may ask in turn. Gives all fields there are
 * then.
 */
export function addRequires(
  c: Choices,
  entities: readonly Entity[],
  fields: readonly OwnField[],
  { outputsOf }: FieldOptions,
): readonly OwnField[] {
  const all = [...fields];
  for (const entity of entities)
    for (const [index, subgraph] of entity.full.entries()) {
      const foreign = all.filter((field) => field.entity === entity && !field.places.includes(subgraph));
      if (!c.chance(REQUIRES_RATE)) continue;
      const inputs = c.some(foreign, INPUT_RATE).flatMap((field) => inputOf(c, subgraph, field, all));
      if (inputs.length === 0) continue;
      const made = { type: wrapped(c, output(c, outputsOf(subgraph))), args: parameters(c) };
      const name = `r${index}`;
      addField(typeOf(subgraph, entity.name), name, made, `@requires(fields: "${inputs.join(' ')}")`);
      all.push({ entity, name, ...made, places: [subgraph] });
    }
  return all;
}

/** The field as an input in a subgraph, which declares it @external; none when it does not know the field's type. */
function inputOf(
  c: Choices,
  subgraph: SubgraphDraft,
  field: OwnField,
  all: readonly OwnField[],
): readonly string[] {
  const below = isLeaf(field.type) ? '' : inputsBelow(c, subgraph, namedType(field.type), all);
  if (below === undefined) return [];
  addField(typeOf(subgraph, field.entity.name), field.name, field, '@external');
  return [`${field.name}${argumentsFor(c, field.args)}${below}`];
}

/** Of an object: a leaf that the subgraph itself has of it, and one of another subgraph's. */
function inputsBelow(
  c: Choices,
  subgraph: SubgraphDraft,
  typeName: string,
  all: readonly OwnField[],
): string | undefined {
  const type = subgraph.types.get(typeName);
  if (type?.kind !== 'type') return undefined;
  const leaves = [...type.fields].filter(([, { type: leafType }]) => isLeaf(leafType)).map(([name]) => name);
  const foreign = all.filter(
    ({ entity, type: leafType, places }) =>
      entity.name === typeName &&
      entity.full.includes(subgraph) &&
      isLeaf(leafType) &&
      !places.includes(subgraph),
  );
  const inputs = c.some(foreign, INPUT_RATE).flatMap((field) => inputOf(c, subgraph, field, all));
  if (leaves.length > 0) inputs.push(c.pick(leaves));
  return inputs.length > 0 ? ` { ${[...new Set(inputs)].join(' ')} }` : undefined;
}

/** Lets fields that lead to an entity answer some of what others have of it, by @provides. */
export function addProvides(
  c: Choices,
  subgraphs: readonly SubgraphDraft[],
  fields: readonly OwnField[],
): void {
  for (const subgraph of subgraphs)
    for (const type of subgraph.types.values())
      for (const { type: fieldType, directives } of type.fields.values()) {
        const providable = fields.filter(
          ({ entity, name, type: leafType, args, places }) =>
            entity.name === namedType(fieldType) &&
            isLeaf(leafType) &&
            args === '' &&
            isProvidable(name, entity, subgraph, places),
        );
        if (type.kind !== 'type' || providable.length === 0 || !c.chance(PROVIDES_RATE)) continue;
        const field = c.pick(providable);
        for (const place of field.places)
          addField(typeOf(place, field.entity.name), field.name, field, '@shareable');
        addField(typeOf(subgraph, field.entity.name), field.name, field, '@external');
        directives.add(`@provides(fields: "${field.name}")`);
      }
}

/** By a subgraph that does not answer it anyway, and computed by nobody. */
function isProvidable(
  name: string,
  { name: type, full }: Entity,
  subgraph: SubgraphDraft,
  places: readonly SubgraphDraft[],
): boolean {
  const isPlain = places.every(
    (place) =>
      ![...(place.types.get(type)?.fields.get(name)?.directives ?? [])].some((directive) =>
        /@(requires|override)/.test(directive),
      ),
  );
  return isPlain && full.includes(subgraph) && !places.includes(subgraph);
}
