import type { ASTNode } from 'graphql';
import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';
import type { EventSchema } from '../event-schemas/event-schema.ts';
import type { EventSource } from './event-source.ts';

export interface EventSourceProblem {
  readonly coordinate: string;
  readonly message: string;
  /** Its line is named. */
  readonly node: ASTNode;
  /** Where it is not that of the rule. */
  readonly fix?: string;
}

/** An event graph, what it takes from events, and the events there are. */
export interface EventGraph {
  readonly subgraph: ParsedSubgraph;
  readonly sources: readonly EventSource[];
  readonly events: readonly EventSchema[];
}

/** Finds one kind of mistake between an event graph and the events. */
export interface EventSourceRule {
  /** Stable: `event-source/unknown-topic`. */
  readonly id: string;
  readonly severity: 'error' | 'warning';
  /** What comes of it. */
  readonly why: string;
  readonly fix: string;
  readonly check: (graph: EventGraph) => readonly EventSourceProblem[];
}

/** The schemas of the events that feed a field, as far as they exist. */
export const feedsOf = ({ types }: EventSource, events: readonly EventSchema[]): EventSchema[] =>
  types.flatMap(({ value }) => events.find(({ type }) => type === value) ?? []);

/** A project that describes no event at all cannot be asked for one: its events are declared elsewhere. */
export const isDescribed = (events: readonly EventSchema[]): boolean => events.length > 0;
