import { ownerOf } from '../diff/coordinates.ts';
import type { Place, Places } from '../diff/places.ts';
import type { Finding } from '../findings.ts';
import { keysOf } from './dead-ends.ts';
import { UNSATISFIABLE } from './satisfiability.ts';

/** A key that was there, and the definition it was taken from. */
interface RemovedKey {
  readonly key: string;
  readonly place: Place;
}

const inOneForm = (fields: string): string =>
  fields
    .split(/[\s,]+/)
    .filter(Boolean)
    .join(' ');

const keysIn = (places: Places, type: string, subgraph: string): string[] =>
  keysOf(places, type, subgraph).map(inOneForm);

function removedKeys(type: string, before: Places, after: Places): RemovedKey[] {
  return (after.get(type) ?? []).flatMap((place) => {
    const kept = new Set(keysIn(after, type, place.subgraph));
    const lost = keysIn(before, type, place.subgraph).filter((key) => !kept.has(key));
    return lost.map((key) => ({ key, place }));
  });
}

/** A field that nobody reaches is told of its type; a field that may not be in two subgraphs is in the key itself. */
const concerns =
  ({ rule, coordinate = '' }: Finding) =>
  ({ key }: RemovedKey): boolean =>
    rule === UNSATISFIABLE || key.split(/\W+/).includes(coordinate.slice(ownerOf(coordinate).length + 1));

/** Who else goes by the key: `reviews (subgraphs/reviews/schema.graphql:4)`. */
const usersOf = ({ key, place }: RemovedKey, type: string, after: Places): string[] =>
  (after.get(type) ?? [])
    .filter(({ subgraph }) => subgraph !== place.subgraph && keysIn(after, type, subgraph).includes(key))
    .map(({ subgraph, file, line }) => `${subgraph} (${file}:${line})`);

/**
 * Says of an error which removed key brought it and who needs that key: at the definition that it was taken from, where
 * it is to be mended. Other findings stay as they are.
 */
export const withRemovedKeys = (findings: readonly Finding[], before: Places, after: Places): Finding[] =>
  findings.map((finding) => {
    const type = ownerOf(finding.coordinate ?? '');
    const removed = removedKeys(type, before, after).find(concerns(finding));
    if (!removed) return finding;
    const { key, place } = removed;
    const users = usersOf(removed, type, after);
    const needed = users.length > 0 ? `, and ${users.join(', ')} needs it` : '';
    return {
      ...finding,
      message: `the key "${key}" of ${type} was removed from subgraph ${place.subgraph}${needed}\n${finding.message}`,
      file: place.file,
      line: place.line,
      fix: `give ${type} in ${place.subgraph} its @key(fields: "${key}") back${finding.fix ? `, or first ${finding.fix}` : ''}`,
    };
  });
