import type { Bus } from 'platform/bus/port';
import type { Cursors } from './cursor.ts';
import type { LiveMetrics } from './metrics.ts';
import { openTopicFeed, type TopicFeed } from './topic-feed.ts';

/** The topics that this instance reads. A feed is opened when it is first asked for, and kept. */
export interface Hub {
  /** Rejects when the topic cannot be read now; the next call tries again. */
  feed(topic: string): Promise<TopicFeed>;
  /** Subscribers and followers of all topics. */
  listeners(): number;
  close(): Promise<void>;
}

export function createHub(bus: Bus, cursors: Cursors, metrics: LiveMetrics): Hub {
  const feeds = new Map<string, Promise<TopicFeed>>();
  const opened = new Set<TopicFeed>();
  return {
    feed(topic) {
      const known = feeds.get(topic);
      if (known) return known;
      const opening = openTopicFeed(bus, topic, cursors, metrics);
      feeds.set(topic, opening);
      opening.then(
        (feed) => opened.add(feed),
        () => feeds.delete(topic),
      );
      return opening;
    },
    listeners: () => [...opened].reduce((sum, feed) => sum + feed.listeners(), 0),
    async close() {
      await Promise.allSettled(feeds.values());
      await Promise.all([...opened].map((feed) => feed.close()));
      feeds.clear();
    },
  };
}
