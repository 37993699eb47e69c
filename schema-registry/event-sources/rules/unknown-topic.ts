import { topicOf } from '../../event-schemas/event-schema.ts';
import { type EventSourceRule, isDescribed } from '../rule.ts';
import { suggested } from '../suggested.ts';

/** The topic is one that a declared event travels on. */
export const unknownTopic: EventSourceRule = {
  id: 'event-source/unknown-topic',
  severity: 'error',
  why: 'Nothing is ever published there: subscribers wait for ever.',
  fix: 'name the topic that the contract declares for these events',
  check: ({ sources, events }) => {
    const topics = [...new Set(events.flatMap((event) => topicOf(event) ?? []))];
    return (isDescribed(events) ? sources : []).flatMap(({ coordinate, topic }) =>
      topic && !topics.includes(topic.value)
        ? [
            {
              coordinate,
              message: `no event travels on ${topic.value}.${suggested(topic.value, topics)}`,
              node: topic.node,
            },
          ]
        : [],
    );
  },
};
