import { ownerOf } from '../diff/coordinates.ts';
import type { Places } from '../diff/places.ts';
import { argumentsOf } from '../links.ts';

/** A subgraph that has what is looked for, and why there is no way to it. */
export type Way =
  | { readonly to: string; readonly closed: 'key'; readonly key: string }
  | { readonly to: string; readonly closed: 'no key' }
  | { readonly to: string; readonly closed: 'not resolvable' }
  | { readonly closed: 'other'; readonly details: string };

/** From a subgraph, a field that no way leads to. */
export interface DeadEnd {
  /** An operation that comes there, in one line. */
  readonly query: string;
  readonly from: string;
  readonly type: string;
  /** Its coordinate. */
  readonly field: string;
  readonly ways: readonly Way[];
}

const MESSAGE =
  /^The following supergraph API query:\n(.*?)\ncannot be satisfied by the subgraphs because:\n(.*)$/s;
const BLOCK = /^- from subgraph "(.+?)":\n((?: {2}- .*\n?)+)/gm;
const MISSING = /cannot find field "([^"]+)"/;
const KEY = /cannot move to subgraph "([^"]+)" using @key\(fields: "(.+?)"\) of "[^"]+", the key field/;
const NO_KEY = /cannot move to subgraph "([^"]+)".*has no @key defined/;
const NOT_RESOLVABLE = /cannot move to subgraph "([^"]+)".*are resolvable/;

function wayOf(line: string): Way {
  const [, keyed, key] = KEY.exec(line) ?? [];
  if (keyed && key) return { to: keyed, closed: 'key', key };
  const keyless = NO_KEY.exec(line)?.[1];
  if (keyless) return { to: keyless, closed: 'no key' };
  const locked = NOT_RESOLVABLE.exec(line)?.[1];
  return locked ? { to: locked, closed: 'not resolvable' } : { closed: 'other', details: line };
}

function deadEndOf(query: string, from: string, reasons: string): DeadEnd | undefined {
  const lines = reasons
    .trim()
    .split('\n')
    .map((line) => line.trim().replace(/^- |\.$/g, ''));
  const field = lines.flatMap((line) => MISSING.exec(line)?.[1] ?? [])[0];
  if (!field) return undefined;
  const ways = lines.filter((line) => !MISSING.test(line)).map(wayOf);
  return { query, from, type: ownerOf(field), field, ways };
}

/**
 * What Apollo's composer says in words alone: where its search for a field ends. Undefined when it says anything else
 * than this version of it did, so that its own words are shown.
 */
export function readDeadEnds(message: string): readonly DeadEnd[] | undefined {
  const [, query, reasons] = MESSAGE.exec(message) ?? [];
  if (!query || !reasons) return undefined;
  const line = query.replaceAll(/\s+/g, ' ');
  const found = [...reasons.matchAll(BLOCK)].map(([, from = '', lines = '']) => deadEndOf(line, from, lines));
  const read = found.flatMap((deadEnd) => deadEnd ?? []);
  return read.length > 0 && read.length === found.length ? read : undefined;
}

/** The keys that a subgraph gives a type, as it writes them. */
export const keysOf = (places: Places, type: string, subgraph: string): string[] =>
  (places.get(type) ?? [])
    .filter((place) => place.subgraph === subgraph)
    .flatMap(({ node }) => node.directives ?? [])
    .filter(({ name }) => name.value === 'key' || name.value.endsWith('__key'))
    .map((directive) => String(argumentsOf(directive).fields));
