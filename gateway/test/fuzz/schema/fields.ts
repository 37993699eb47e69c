import type { Choices } from '../choices.ts';
import { addField, type SubgraphDraft, typeOf } from './draft.ts';
import type { Entity } from './entities.ts';
import { leaf, parameters, wrapped } from './leaves.ts';

const MAX_FIELDS = 3;
const LEAF_RATE = 0.5;
const PARTNER_RATE = 0.35;
const OVERRIDE_RATE = 0.4;
const LABEL_RATE = 0.3;
const HIDDEN_RATE = 0.06;

/** A field that an entity has of some subgraph. */
export interface OwnField {
  readonly entity: Entity;
  readonly name: string;
  readonly type: string;
  readonly args: string;
  /** Those that declare it. */
  readonly places: readonly SubgraphDraft[];
}

/** What the fields of a supergraph are made with. */
export interface FieldOptions {
  /** Composite types that a subgraph may answer with. */
  readonly outputsOf: (subgraph: SubgraphDraft) => readonly string[];
  /** Subgraphs may differ in where they allow nulls. */
  readonly isLenient: boolean;
}

/** Some leaf, or one of these. */
export const output = (c: Choices, composites: readonly string[]): string =>
  composites.length === 0 || c.chance(LEAF_RATE) ? leaf(c) : c.pick(composites);

/** Gives an entity fields in each subgraph that resolves it: of its own, shared ones, such as override another's. */
export function addFields(c: Choices, entity: Entity, options: FieldOptions): readonly OwnField[] {
  const places = entity.full.flatMap((subgraph) =>
    Array.from({ length: c.below(MAX_FIELDS + 1) }, () => subgraph),
  );
  return places.map((subgraph, index) => {
    const others = entity.full.filter((other) => other !== subgraph);
    const partner = others.length > 0 && c.chance(PARTNER_RATE) ? c.pick(others) : undefined;
    const name = `f${index}`;
    return partner
      ? addShared(c, { entity, name }, [subgraph, partner], options)
      : addOwn(c, { entity, name }, subgraph, options);
  });
}

type Named = Pick<OwnField, 'entity' | 'name'>;

function addOwn(c: Choices, named: Named, subgraph: SubgraphDraft, { outputsOf }: FieldOptions): OwnField {
  const field = { type: wrapped(c, output(c, outputsOf(subgraph))), args: parameters(c) };
  const hidden = c.chance(HIDDEN_RATE) ? ['@inaccessible'] : [];
  addField(typeOf(subgraph, named.entity.name), named.name, field, ...hidden);
  return { ...named, ...field, places: [subgraph] };
}

function addShared(
  c: Choices,
  named: Named,
  [subgraph, partner]: readonly [SubgraphDraft, SubgraphDraft],
  { outputsOf, isLenient }: FieldOptions,
): OwnField {
  const places = [subgraph, partner];
  const field = { type: wrapped(c, output(c, sharedOutputs(places, outputsOf))), args: parameters(c) };
  const type = typeOf(subgraph, named.entity.name);
  const partnerType = typeOf(partner, named.entity.name);
  const label = c.chance(LABEL_RATE) ? `, label: "percent(${c.pick([0, 100])})"` : '';
  if (c.chance(OVERRIDE_RATE)) {
    addField(type, named.name, field, `@override(from: "${partner.name}"${label})`);
    addField(partnerType, named.name, field);
  } else {
    addField(type, named.name, field, '@shareable');
    const theirs = isLenient ? field.type.replace(/!$/, '') : field.type;
    addField(partnerType, named.name, { ...field, type: theirs }, '@shareable');
  }
  return { ...named, ...field, places };
}

/** Types that all of these can answer with, and which are the same everywhere. */
export const sharedOutputs = (
  [first, ...others]: readonly SubgraphDraft[],
  outputsOf: FieldOptions['outputsOf'],
): readonly string[] =>
  first
    ? outputsOf(first).filter(
        (name) =>
          typeOf(first, name).kind === 'type' && others.every((other) => outputsOf(other).includes(name)),
      )
    : [];
