import type { Bus } from 'platform/bus/port';
import type { Cursors } from './cursor.ts';
import { openTopicFeed, type TopicFeed } from './topic-feed.ts';

/** The topics that this instance reads. A feed is opened when it is first asked for, and kept. */
export interface Hub {
  /** Rejects when the topic cannot be read now; the next call tries again. */
  feed(topic: string): Promise<TopicFeed>;
  close(): Promise<void>;
}

export function createHub(bus: Bus, cursors: Cursors): Hub {
  const feeds = new Map<string, Promise<TopicFeed>>();
  return {
    feed(topic) {
      const known = feeds.get(topic);
      if (known) return known;
      const opening = openTopicFeed(bus, topic, cursors);
      feeds.set(topic, opening);
      opening.catch(() => feeds.delete(topic));
      return opening;
    },
    async close() {
      const opened = await Promise.allSettled(feeds.values());
      feeds.clear();
      await Promise.all(opened.map((feed) => (feed.status === 'fulfilled' ? feed.value.close() : undefined)));
    },
  };
}
