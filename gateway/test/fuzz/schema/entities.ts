import type { Choices } from '../choices.ts';
import { addField, type SubgraphDraft, typeOf } from './draft.ts';

/** An entity, and where it is what. */
export interface Entity {
  readonly name: string;
  /** Has all keys and knows the way from each to each. */
  readonly home: SubgraphDraft;
  /** Resolve it by a key and give it fields of their own; with the home. */
  readonly full: readonly SubgraphDraft[];
  /** Only name it by its key. */
  readonly stubs: readonly SubgraphDraft[];
}

/** A key, and the fields that it takes. */
interface Key {
  readonly fields: string;
  readonly declared: Readonly<Record<string, string>>;
}

const PRESENCE_RATE = 0.6;
const STUB_RATE = 0.5;
const KEY_RATE = 0.4;

/** Draws up an entity in some of the subgraphs. */
export function addEntity(c: Choices, subgraphs: readonly SubgraphDraft[], name: string): Entity {
  const home = c.pick(subgraphs);
  const others = subgraphs.filter((subgraph) => subgraph !== home);
  const present = c.some(others, PRESENCE_RATE);
  const stubs = others.filter((subgraph) => !present.includes(subgraph) && c.chance(STUB_RATE));
  const keys = c.atLeastOne(keysOf(name), KEY_RATE);
  addKeys(home, name, keys);
  for (const subgraph of present) addKeys(subgraph, name, c.atLeastOne(keys, KEY_RATE));
  for (const subgraph of stubs) addKeys(subgraph, name, [c.pick(keys)], ', resolvable: false');
  return { name, home, full: [home, ...present], stubs };
}

/** Simple, of another type, compound, nested, and overlapping. */
const keysOf = (name: string): readonly Key[] => [
  { fields: 'id', declared: { id: 'ID!' } },
  { fields: 'sku', declared: { sku: 'Int!' } },
  { fields: 'part lot', declared: { part: 'ID!', lot: 'String!' } },
  { fields: `org { ref no }`, declared: { org: `${name}Org!` } },
  { fields: 'id lot', declared: { id: 'ID!', lot: 'String!' } },
];

function addKeys(subgraph: SubgraphDraft, name: string, keys: readonly Key[], resolvable = ''): void {
  const type = typeOf(subgraph, name);
  for (const { fields, declared } of keys) {
    type.directives.add(`@key(fields: "${fields}"${resolvable})`);
    for (const [field, fieldType] of Object.entries(declared))
      addField(type, field, { type: fieldType }, '@shareable');
    if ('org' in declared) addOrg(subgraph, `${name}Org`);
  }
}

function addOrg(subgraph: SubgraphDraft, name: string): void {
  const org = typeOf(subgraph, name);
  addField(org, 'ref', { type: 'ID!' }, '@shareable');
  addField(org, 'no', { type: 'Int!' }, '@shareable');
}
