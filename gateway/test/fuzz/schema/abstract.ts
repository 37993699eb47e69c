import type { Choices } from '../choices.ts';
import { addField, type SubgraphDraft, typeOf } from './draft.ts';
import type { Entity } from './entities.ts';
import { leaf, parameters, wrapped } from './leaves.ts';

const PRESENCE_RATE = 0.6;
const MEMBER_RATE = 0.6;
const HIDDEN_RATE = 0.3;

/**
 * An interface in some of the subgraphs, in each with some of its fields and implemented by some types. An entity has all
 * of the fields at its home, a value type everywhere. Gives the subgraphs that have it.
 */
export function addInterface(
  c: Choices,
  subgraphs: readonly SubgraphDraft[],
  entities: readonly Entity[],
  values: readonly string[],
  name: string,
): readonly SubgraphDraft[] {
  const fields = ['a', 'b'].map((suffix) => ({
    name: `${name.toLowerCase()}${suffix}`,
    type: wrapped(c, leaf(c)),
    args: parameters(c),
  }));
  const declare = (subgraph: SubgraphDraft, type: string, declared: readonly (typeof fields)[number][]) => {
    for (const field of declared) addField(typeOf(subgraph, type), field.name, field, '@shareable');
  };
  return c.some(subgraphs, PRESENCE_RATE).filter((subgraph) => {
    const here = entities.filter(({ full }) => full.includes(subgraph));
    const implementers = c.some([...here.map((entity) => entity.name), ...values], MEMBER_RATE);
    if (implementers.length === 0) return false;
    const declared = c.atLeastOne(fields, PRESENCE_RATE);
    for (const field of declared) addField(typeOf(subgraph, name, 'interface'), field.name, field);
    for (const implementer of implementers) {
      const entity = here.find((candidate) => candidate.name === implementer);
      typeOf(subgraph, implementer).implements.add(name);
      if (entity) declare(subgraph, implementer, declared);
      for (const place of entity ? [entity.home] : subgraphs) declare(place, implementer, fields);
    }
    return true;
  });
}

/** A union in some of the subgraphs, in each of some types, of which one may be @inaccessible. */
export function addUnion(
  c: Choices,
  subgraphs: readonly SubgraphDraft[],
  membersIn: (subgraph: SubgraphDraft) => readonly string[],
  name: string,
): readonly SubgraphDraft[] {
  return c.some(subgraphs, PRESENCE_RATE).filter((subgraph) => {
    const members = c.some(membersIn(subgraph), MEMBER_RATE);
    for (const member of members) typeOf(subgraph, name, 'union').members.add(member);
    if (members.length > 0 && c.chance(HIDDEN_RATE)) {
      typeOf(subgraph, name, 'union').members.add('Hidden');
      const hidden = typeOf(subgraph, 'Hidden');
      hidden.directives.add('@inaccessible');
      addField(hidden, 'secret', { type: 'Int' }, '@shareable');
    }
    return members.length > 0;
  });
}
