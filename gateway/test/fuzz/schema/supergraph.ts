import type { Choices } from '../choices.ts';
import { addInterface, addUnion } from './abstract.ts';
import { addField, printSubgraph, type SubgraphDraft, typeOf } from './draft.ts';
import { addEntity, type Entity } from './entities.ts';
import { fitsFederation1, printFederation1 } from './federation-1.ts';
import { addFields, type FieldOptions, output } from './fields.ts';
import { addProvides, addRequires } from './inputs.ts';
import { addEntityInterface } from './interface-objects.ts';
import { COMMON, moodOf, parameters, wrapped } from './leaves.ts';
import { addRoots } from './roots.ts';

const NAMES = ['a', 'b', 'c', 'd'];
const MIN_SUBGRAPHS = 2;
const MAX_ENTITIES = 3;
const MAX_VALUES = 2;
const MAX_ABSTRACT = 1;
const ENTITY_INTERFACE_RATE = 0.35;
const LENIENT_RATE = 0.2;
/** Of the supergraphs so many have subgraphs that are written for Federation 1, and of theirs so many are. */
const FEDERATION_1_RATE = 0.4;
const FEDERATION_1_SHARE = 0.7;

/** The SDL of subgraphs by name, which mostly compose. */
export function randomSubgraphs(c: Choices): Readonly<Record<string, string>> {
  const names = NAMES.slice(0, MIN_SUBGRAPHS + c.below(NAMES.length - MIN_SUBGRAPHS + 1));
  const subgraphs = names.map((name): SubgraphDraft => ({ name, types: new Map() }));
  const plain = times(1 + c.below(MAX_ENTITIES), (index) => addEntity(c, subgraphs, `T${index}`));
  const values = times(c.below(MAX_VALUES + 1), (index) => `V${index}`);
  const objects = c.chance(ENTITY_INTERFACE_RATE) ? [addEntityInterface(c, subgraphs, 'N')] : [];
  const entities = [...plain, ...objects.flatMap(({ implementers }) => implementers)];
  const objectsIn = (subgraph: SubgraphDraft) => [
    ...values,
    ...entities.filter(isIn(subgraph)).map(({ name }) => name),
  ];

  addValueFields(c, subgraphs, values, plain);
  const abstract = [
    ...times(c.below(MAX_ABSTRACT + 2), (index) => {
      const name = `I${index}`;
      return { name, subgraphs: addInterface(c, subgraphs, entities, values, name) };
    }),
    ...times(c.below(MAX_ABSTRACT + 2), (index) => {
      const name = `U${index}`;
      return { name, subgraphs: addUnion(c, subgraphs, objectsIn, name) };
    }),
    ...objects,
  ];
  const options: FieldOptions = {
    isLenient: c.chance(LENIENT_RATE),
    outputsOf: (subgraph) => [
      ...objectsIn(subgraph),
      ...abstract.filter((type) => type.subgraphs.includes(subgraph)).map(({ name }) => name),
    ],
  };
  const own = entities.flatMap((entity) => addFields(c, entity, options));
  const fields = addRequires(c, entities, own, options);
  addRoots(c, subgraphs, options);
  addProvides(c, subgraphs, fields);
  const isMixed = c.chance(FEDERATION_1_RATE);
  return Object.fromEntries(
    subgraphs.map((subgraph) => {
      const common = [COMMON, moodOf(c)];
      const isOwner = (type: string) => entities.find(({ name }) => name === type)?.home === subgraph;
      const sdl =
        isMixed && fitsFederation1(subgraph) && c.chance(FEDERATION_1_SHARE)
          ? printFederation1(subgraph, isOwner, ...common)
          : printSubgraph(subgraph, ...common);
      return [subgraph.name, sdl];
    }),
  );
}

/** Value types: the same everywhere. They lead to each other, and to entities that everybody knows. */
function addValueFields(
  c: Choices,
  subgraphs: readonly SubgraphDraft[],
  values: readonly string[],
  entities: readonly Entity[],
): void {
  const everywhere = entities.filter((entity) => subgraphs.every((subgraph) => isIn(subgraph)(entity)));
  const composites = [...values, ...everywhere.map(({ name }) => name)];
  for (const value of values)
    for (let index = 0; index <= c.below(MAX_VALUES); index++) {
      const field = {
        type: wrapped(c, index === 0 ? output(c, []) : output(c, composites)),
        args: parameters(c),
      };
      for (const subgraph of subgraphs) addField(typeOf(subgraph, value), `f${index}`, field, '@shareable');
    }
}

const isIn =
  (subgraph: SubgraphDraft) =>
  ({ full, stubs }: Entity): boolean =>
    full.includes(subgraph) || stubs.includes(subgraph);

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
