import canonicalize from 'canonicalize';
import { type FieldNode, getArgumentValues, type SelectionSetNode } from 'graphql';
import { present } from 'platform/kernel/assert';
import { fieldsFor } from './directives.ts';
import type { Facts } from './facts.ts';
import { fraction } from './hash.ts';
import { createRef, isRef, type Ref } from './ref.ts';
import { createValues } from './values.ts';

/**
 * All data there is: a function of type, id, field and arguments. Subgraphs and the merged schema answer from it alike,
 * so that only a gateway can make a difference.
 */
export interface World {
  readonly facts: Facts;
  /** A leaf as in JSON, a Ref, null, a list of these, or a GraphQLError in place of any of them. */
  answer(ref: Ref, field: string, args: object): unknown;
  /** The fields of a selection, as a representation has them. */
  project(ref: Ref, set: SelectionSetNode): Readonly<Record<string, unknown>>;
  entities(type: string): readonly Ref[];
  knows(subgraph: string, ref: Ref): boolean;
  /** The mutations so far, in order. What one gives depends on how many there were before it. */
  readonly log: readonly string[];
}

export interface WorldOptions {
  readonly seed: number;
  /** Of all fields that may fail. */
  readonly faultRate: number;
}

const ENTITIES_PER_TYPE = 4;
const UNKNOWN_RATE = 0.3;

export function createWorld(facts: Facts, { seed, faultRate }: WorldOptions): World {
  const log: string[] = [];
  const known = (subgraph: string, type: string) => entities(type).filter((ref) => knows(subgraph, ref));
  const make = createValues({ facts, faultRate, known });

  function answer(ref: Ref, field: string, args: object): unknown {
    if (!facts.live(ref.type, field).some(({ subgraph }) => knows(subgraph, ref))) return null;
    const call = `${field}(${canonicalize(args)})`;
    if (ref.type === 'Mutation') log.push(call);
    const before = ref.type === 'Mutation' ? log.length : '';
    return make({ ref, field, path: [ref.type, ref.id, call, before, seed].join('|') });
  }

  function entities(type: string): readonly Ref[] {
    return Array.from({ length: ENTITIES_PER_TYPE }, (_, index) => createRef(type, `${index}`));
  }

  /** Everybody knows the first one of each type. */
  function knows(subgraph: string, { type, id }: Ref): boolean {
    if (id === '0' || !facts.mayLack(subgraph, type)) return true;
    return fraction(`${subgraph}|${type}|${id}|${seed}`) > UNKNOWN_RATE;
  }

  function project(ref: Ref, set: SelectionSetNode): Readonly<Record<string, unknown>> {
    const fields = fieldsFor(set, (condition) => facts.isA(ref.type, condition));
    return Object.fromEntries(fields.map((node) => [node.name.value, projectField(ref, node)]));
  }

  function projectField(ref: Ref, node: FieldNode): unknown {
    const { name, selectionSet } = node;
    if (name.value === '__typename') return ref.type;
    const { field } = present(facts.live(ref.type, name.value)[0], 'a field that is named is answered');
    const open = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(open);
      return isRef(value) && selectionSet ? project(value, selectionSet) : value;
    };
    return open(answer(ref, name.value, getArgumentValues(field, node)));
  }

  return { facts, answer, project, entities, knows, log };
}
