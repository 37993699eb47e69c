import type { EventSource } from './event-source.ts';
import { dataOf } from './event-value.ts';
import { type PayloadFault, type PayloadProblem, payloadProblems } from './payload.ts';
import { type EventGraph, type EventSourceProblem, feedsOf } from './rule.ts';

/** A problem of a payload and the events that have it. */
interface Shared extends PayloadProblem {
  readonly types: readonly string[];
}

function sharedProblems(source: EventSource, { subgraph, events }: EventGraph): Shared[] {
  const place = { document: subgraph.document, field: source, path: [] };
  const feeds = feedsOf(source, events);
  const found = feeds.flatMap((event) =>
    payloadProblems(place, source.field.type, dataOf(event)).map((problem) => ({
      ...problem,
      type: event.type,
    })),
  );
  const alike = Map.groupBy(found, ({ field, message }) => `${field.coordinate} ${message}`);
  return [...alike.values()]
    .flatMap(([first, ...others]) =>
      first ? [{ ...first, types: [first, ...others].map(({ type }) => type) }] : [],
    )
    .filter(({ optional, types }) => !optional || types.length === feeds.length);
}

/** The problems of one kind between what the fields give and what their events have. */
export const checkPayloads =
  (fault: PayloadFault) =>
  (graph: EventGraph): EventSourceProblem[] =>
    graph.sources.flatMap((source) =>
      sharedProblems(source, graph)
        .filter((problem) => problem.fault === fault)
        .map(({ field, message, types }) => ({
          coordinate: field.coordinate,
          message: `${message} (${types.join(', ')}, for ${source.coordinate})`,
          node: field.field.name,
        })),
    );
