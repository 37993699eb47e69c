import type { ParsedSubgraph } from '../compose/parse-subgraph.ts';
import type { EventSchema } from '../event-schemas/event-schema.ts';
import type { Finding } from '../findings.ts';
import { eventSourcesOf } from './event-source.ts';
import type { EventGraph, EventSourceRule } from './rule.ts';
import { EVENT_SOURCE_RULES } from './rules.ts';

const findingsOf = ({ id, severity, fix, check }: EventSourceRule, graph: EventGraph): Finding[] =>
  check(graph).map(({ coordinate, message, node, fix: own = fix }) => ({
    rule: id,
    severity,
    coordinate,
    message,
    file: node.loc?.source.name,
    line: node.loc?.startToken.line,
    fix: own,
  }));

/** Whether every `@eventSource` can be fed: topics, types, match rules and payloads against the schemas of the events. */
export const checkEventSources = (
  subgraphs: readonly ParsedSubgraph[],
  events: readonly EventSchema[],
): Finding[] =>
  subgraphs.flatMap((subgraph) => {
    const graph = { subgraph, sources: eventSourcesOf(subgraph), events };
    return EVENT_SOURCE_RULES.flatMap((rule) => findingsOf(rule, graph));
  });
