import type { Choices } from '../choices.ts';
import { addField, type SubgraphDraft, type TypeDraft, typeOf } from './draft.ts';
import type { Entity } from './entities.ts';
import { leaf, parameters, wrapped } from './leaves.ts';

const PRESENCE_RATE = 0.6;
const MAX_IMPLEMENTERS = 3;
const MAX_EXTRAS = 2;
const REQUIRES_RATE = 0.4;

export interface EntityInterface {
  readonly name: string;
  /** Those that have the interface or the interface object. */
  readonly subgraphs: readonly SubgraphDraft[];
  readonly implementers: readonly Entity[];
}

/**
 * An entity interface: one subgraph has it with all its implementers, others know it as an object, the rest may know
 * single implementers.
 */
export function addEntityInterface(
  c: Choices,
  subgraphs: readonly SubgraphDraft[],
  name: string,
): EntityInterface {
  const home = c.pick(subgraphs);
  const others = subgraphs.filter((subgraph) => subgraph !== home);
  const asObject = c.atLeastOne(others, PRESENCE_RATE);
  const type = typeOf(home, name, 'interface');
  type.directives.add('@key(fields: "id")');
  const common = { type: wrapped(c, leaf(c)), args: parameters(c) };
  addField(type, 'id', { type: 'ID!' });
  addField(type, 'own', common);

  const implementers = Array.from({ length: 1 + c.below(MAX_IMPLEMENTERS) }, (_, index): Entity => {
    const implementer = `${name}P${index}`;
    const full = [
      home,
      ...c.some(
        others.filter((other) => !asObject.includes(other)),
        PRESENCE_RATE,
      ),
    ];
    for (const subgraph of full) {
      const object = typeOf(subgraph, implementer);
      object.directives.add('@key(fields: "id")');
      addField(object, 'id', { type: 'ID!' });
    }
    typeOf(home, implementer).implements.add(name);
    addField(typeOf(home, implementer), 'own', common);
    return { name: implementer, home, full, stubs: [] };
  });
  const known = [{ name: 'own', ...common }];
  for (const [index, subgraph] of asObject.entries())
    known.push(...addObject(c, typeOf(subgraph, name), index, known));
  return { name, subgraphs: [home, ...asObject], implementers };
}

/** A field that all implementers have. */
interface CommonField {
  readonly name: string;
  readonly type: string;
  readonly args: string;
}

/**
 * The interface as an object, with fields that all implementers get; one of them may require one that is known already.
 * Gives these fields.
 */
function addObject(
  c: Choices,
  object: TypeDraft,
  index: number,
  known: readonly CommonField[],
): readonly CommonField[] {
  object.directives.add('@key(fields: "id")').add('@interfaceObject');
  addField(object, 'id', { type: 'ID!' });
  const extras = Array.from({ length: 1 + c.below(MAX_EXTRAS) }, (_, extra): CommonField => {
    return { name: `extra${index}${extra}`, type: wrapped(c, leaf(c)), args: parameters(c) };
  });
  for (const extra of extras) addField(object, extra.name, extra);
  if (!c.chance(REQUIRES_RATE)) return extras;
  const input = c.pick(known);
  const asking: CommonField = { name: `asks${index}`, type: wrapped(c, leaf(c)), args: '' };
  addField(object, input.name, input, '@external');
  addField(object, asking.name, asking, `@requires(fields: "${input.name}")`);
  return [...extras, asking];
}
