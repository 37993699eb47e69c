import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';
import { type DefinitionNode, definitionsOf } from './definitions.ts';

/** A definition in a subgraph, or one of its extensions. */
export interface Place {
  readonly node: DefinitionNode;
  readonly subgraph: string;
  readonly file: string;
  readonly line: number;
}

/** By schema coordinate, in the order of the subgraphs. */
export type Places = ReadonlyMap<string, readonly Place[]>;

function placeOf({ name: subgraph }: ParsedSubgraph, node: DefinitionNode): Place | undefined {
  const { loc } = node.name;
  return loc && { node, subgraph, file: loc.source.name, line: loc.startToken.line };
}

/** Where each type, field, argument, value and directive is defined in the subgraphs' files. */
export function placesOf(subgraphs: readonly ParsedSubgraph[]): Places {
  const places = new Map<string, Place[]>();
  for (const subgraph of subgraphs)
    for (const [coordinate, node] of definitionsOf(subgraph.document)) {
      const place = placeOf(subgraph, node);
      if (place) places.set(coordinate, [...(places.get(coordinate) ?? []), place]);
    }
  return places;
}
