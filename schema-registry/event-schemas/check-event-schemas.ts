import type { JsonObject } from 'platform/kernel/json';
import type { Finding } from '../findings.ts';
import {
  type CompatibilityMode,
  type EventModes,
  isReadByOld,
  isTransitive,
  modeOf,
  readsOld,
} from './compatibility-mode.ts';
import { type EventSchema, topicOf } from './event-schema.ts';
import { inclusionProblems } from './inclusion/prove.ts';
import type { Problem } from './inclusion/rule.ts';
import { nextMajor } from './next-major.ts';

export interface EventCheck {
  /** What was published under each type, the oldest first. */
  readonly published: ReadonlyMap<string, readonly JsonObject[]>;
  /** What is there now. */
  readonly current: readonly EventSchema[];
  readonly modes: EventModes;
}

/**
 * Whether the events and commands can be published beside what was published before, each by the mode of its subject.
 * A type that was never published is a new subject: a new major version (`.v2`) passes, whatever it says.
 */
export function checkEventSchemas({ published, current, modes }: EventCheck): Finding[] {
  const kept = new Set(current.map(({ type }) => type));
  const removed = [...published.keys()].filter((type) => !kept.has(type) && modeOf(modes, type) !== 'NONE');
  return [
    ...current.flatMap((event) =>
      compared(event, published.get(event.type) ?? [], modeOf(modes, event.type)),
    ),
    ...removed.map(removal),
  ];
}

const removal = (type: string): Finding => ({
  rule: 'event/removed',
  severity: 'breaking',
  coordinate: type,
  message: 'it was published, and consumers and stored events still need its schema',
  fix: `keep it beside its successor; when nothing reads it any more, set events.subjects.${type} to NONE`,
});

/** That what one side writes is not read by the other. */
interface Breach {
  readonly problem: Problem;
  /** The new schema is the reader; else the published one is. */
  readonly backward: boolean;
  /** What is published, counted from 1. */
  readonly version: number;
}

/** Against the last version, or by a transitive mode against all, from the last to the first. */
function compared(event: EventSchema, published: readonly JsonObject[], mode: CompatibilityMode): Finding[] {
  if (mode === 'NONE') return [];
  const versions = published.map((schema, index) => ({ schema, version: index + 1 })).reverse();
  const asked = isTransitive(mode) ? versions : versions.slice(0, 1);
  const breaches = asked.flatMap(({ schema, version }) => [
    ...(readsOld(mode) ? breachesOf(event.schema, schema, { backward: true, version }) : []),
    ...(isReadByOld(mode) ? breachesOf(schema, event.schema, { backward: false, version }) : []),
  ]);
  const [last] = versions;
  return [
    ...firstOfEach(breaches).map((breach) => finding(event, breach, mode)),
    ...(last ? moved(event, last.schema) : []),
  ];
}

const breachesOf = (reader: JsonObject, writer: JsonObject, at: Omit<Breach, 'problem'>): Breach[] =>
  inclusionProblems(reader, writer).map((problem) => ({ ...at, problem }));

/** What is wrong with several versions is told of the newest. */
function firstOfEach(breaches: readonly Breach[]): Breach[] {
  const byProblem = new Map<string, Breach>();
  for (const breach of breaches) {
    const key = JSON.stringify([breach.backward, breach.problem]);
    byProblem.set(key, byProblem.get(key) ?? breach);
  }
  return [...byProblem.values()];
}

function finding(
  event: EventSchema,
  { problem, backward, version }: Breach,
  mode: CompatibilityMode,
): Finding {
  const pointer = backward ? problem.reader : problem.writer;
  const why = backward
    ? `the new schema cannot read what version ${version} wrote`
    : `version ${version} cannot read what the new schema writes`;
  return {
    rule: problem.rule,
    severity: 'breaking',
    coordinate: `${event.type}#${pointer}`,
    message: `${mode}: ${why}: ${problem.message}`,
    file: event.file,
    line: event.lineOf?.(pointer),
    fix: `publish it as a new major version, ${nextMajor(event.type)}, or make the change compatible`,
  };
}

/** Who consumes the published topic would no longer see it. */
function moved(event: EventSchema, published: JsonObject): Finding[] {
  const before = topicOf({ ...event, schema: published });
  const after = topicOf(event);
  if (!before || before === after) return [];
  return [
    {
      rule: 'event/topic-changed',
      severity: 'breaking',
      coordinate: event.type,
      message: `it was published on ${before}, and is on ${after ?? 'no topic'} now: who consumes ${before} no longer sees it`,
      file: event.file,
      line: event.lineOf?.('/x-topic'),
      fix: `keep the topic, or publish it as a new major version, ${nextMajor(event.type)}`,
    },
  ];
}
