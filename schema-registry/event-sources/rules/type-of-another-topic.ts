import { topicOf } from '../../event-schemas/event-schema.ts';
import type { EventSourceRule } from '../rule.ts';

/** The events travel on the topic that is consumed for the field. */
export const typeOfAnotherTopic: EventSourceRule = {
  id: 'event-source/type-of-another-topic',
  severity: 'error',
  why: 'The gateway consumes one topic for the field, and the event never comes by.',
  fix: 'name the topic of the event, or feed the field by events of its topic',
  check: ({ sources, events }) =>
    sources.flatMap(({ coordinate, topic, types }) =>
      types.flatMap(({ value, node }) => {
        const event = events.find(({ type }) => type === value);
        const actual = event && topicOf(event);
        if (!actual || !topic || actual === topic.value) return [];
        return [{ coordinate, message: `${value} travels on ${actual}, not on ${topic.value}`, node }];
      }),
    ),
};
