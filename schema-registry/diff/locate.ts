import { parentOf } from './coordinates.ts';
import type { DefinitionNode } from './definitions.ts';
import type { Place, Places } from './places.ts';
import type { Change } from './rule.ts';

const NOWHERE: Places = new Map();

const isExtension = ({ node }: Place): boolean => node.kind.endsWith('Extension');

/** The definition to blame: the one that causes it, else a definition before an extension. */
const chosen = (places: readonly Place[], cause?: (node: DefinitionNode) => boolean): Place | undefined =>
  (cause && places.find(({ node }) => cause(node))) ??
  places.find((place) => !isExtension(place)) ??
  places[0];

/** Definitions of the parent in subgraphs that lack the element: first where it was before. */
function takers(coordinate: string, parent: string, after: Places, before: Places): readonly Place[] {
  const subgraphs = (places: Places) => new Set(places.get(coordinate)?.map(({ subgraph }) => subgraph));
  const [have, had] = [subgraphs(after), subgraphs(before)];
  const lacking = (after.get(parent) ?? []).filter(({ subgraph }) => !have.has(subgraph));
  const lost = lacking.filter(({ subgraph }) => had.has(subgraph));
  return lost.length > 0 ? lost : lacking;
}

/** Where the element is defined, or the nearest thing around it. */
function placeIn(places: Places, coordinate: string, cause?: Change['cause']): Place | undefined {
  const own = chosen(places.get(coordinate) ?? [], cause);
  const parent = parentOf(coordinate);
  return own || !parent ? own : placeIn(places, parent);
}

function placeOf({ coordinate, removed, cause }: Change, after: Places, before: Places): Place | undefined {
  const parent = parentOf(coordinate);
  const taker = removed && parent ? chosen(takers(coordinate, parent, after, before)) : undefined;
  return taker ?? placeIn(after, coordinate, cause) ?? placeIn(before, coordinate);
}

/**
 * File and line of a change: in the subgraph that causes it, for something removed where it was taken from; in the
 * sources of before, when nothing of it is left.
 */
export function locate(change: Change, after = NOWHERE, before = NOWHERE): { file?: string; line?: number } {
  const place = placeOf(change, after, before);
  return place ? { file: place.file, line: place.line } : {};
}
