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

function removedKeys(type: string, before: Places, after: Places): RemovedKey[] {
  return (after.get(type) ?? []).flatMap((place) => {
    const kept = new Set(keysOf(after, type, place.subgraph).map(inOneForm));
    const had = keysOf(before, type, place.subgraph).map(inOneForm);
    return had.filter((key) => !kept.has(key)).map((key) => ({ key, place }));
  });
}

/**
 * Says of what cannot be fetched which removed key did it: at the definition that the key was taken from, where it is
 * to be mended. Other findings stay as they are.
 */
export const withRemovedKeys = (findings: readonly Finding[], before: Places, after: Places): Finding[] =>
  findings.map((finding) => {
    const type = ownerOf(finding.coordinate ?? '');
    const [removed] = finding.rule === UNSATISFIABLE ? removedKeys(type, before, after) : [];
    if (!removed) return finding;
    const { key, place } = removed;
    return {
      ...finding,
      message: `the key "${key}" of ${type} was removed from subgraph ${place.subgraph}, and others need it\n${finding.message}`,
      file: place.file,
      line: place.line,
      fix: `give ${type} in ${place.subgraph} its @key(fields: "${key}") back, or first ${finding.fix ?? 'let the others do without'}`,
    };
  });
