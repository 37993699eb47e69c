import { ownerOf } from '../diff/coordinates.ts';
import type { Place, Places } from '../diff/places.ts';
import type { Finding } from '../findings.ts';
import { type DeadEnd, keysOf, type Way } from './dead-ends.ts';

export const UNSATISFIABLE = 'composition/SATISFIABILITY_ERROR';

const quoted = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(' or ');

/** Why one way is closed, and what would open it. */
function explain(way: Way, { from, type }: DeadEnd, places: Places): { why: string; fix?: string } {
  if (way.closed === 'other') return { why: way.details };
  const { to } = way;
  if (way.closed === 'no key')
    return { why: `${to} has no @key for ${type}`, fix: `give ${type} a @key in ${to}` };
  if (way.closed === 'not resolvable')
    return {
      why: `${to} has no resolvable @key for ${type}`,
      fix: `make a @key of ${type} in ${to} resolvable`,
    };
  const why = `${to} finds ${type} by the key ${quoted([way.key])}, which ${from} has not`;
  const own = keysOf(places, type, from);
  const shared = own.length > 0 ? `give ${type} in ${to} the key ${quoted(own)}, or ` : '';
  return { why, fix: `${shared}add ${quoted([way.key])} to ${type} in ${from}` };
}

const definitionIn = (places: Places, type: string, subgraph: string): Place | undefined =>
  places.get(type)?.find((place) => place.subgraph === subgraph);

/** The finding is about a field; about the type when several of its fields are out of reach for the same reason. */
function findingOf(deadEnds: readonly [DeadEnd, ...DeadEnd[]], places: Places): Finding {
  const [deadEnd] = deadEnds;
  const { from, type, ways, query } = deadEnd;
  const fields = [...new Set(deadEnds.map(({ field }) => field))];
  const explained = ways.map((way) => explain(way, deadEnd, places));
  const place = definitionIn(places, type, from);
  const reasons = explained.map(({ why }) => `\n${why}`).join('');
  const [fix] = explained.flatMap((way) => way.fix ?? []);
  return {
    rule: UNSATISFIABLE,
    severity: 'error',
    coordinate: fields.length === 1 ? fields[0] : type,
    message: `from ${type} in subgraph ${from} there is no way to ${fields.join(', ')}${reasons}\nas in ${query}`,
    ...(place && { file: place.file, line: place.line }),
    ...(fix && { fix }),
  };
}

const cause = ({ from, field, ways }: DeadEnd): string => JSON.stringify([from, ownerOf(field), ways]);

/** What cannot be fetched, one finding for all that has one reason: which subgraph needs which key where. */
export const unsatisfiable = (deadEnds: readonly DeadEnd[], places: Places): Finding[] =>
  [...Map.groupBy(deadEnds, cause).values()].flatMap(([first, ...rest]) =>
    first ? [findingOf([first, ...rest], places)] : [],
  );
