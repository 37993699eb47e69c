import { createSlots } from './slots.ts';
import { type FeedOptions, openTopicFeed, type TopicFeed } from './topic-feed.ts';

export interface HubOptions extends Omit<FeedOptions, 'slots'> {
  readonly limits: FeedOptions['limits'] & { readonly maxReplays: number };
}

/** The topics that this instance reads. A feed is opened when it is first asked for, and kept. */
export interface Hub {
  /** Rejects when the topic cannot be read now; the next call tries again. */
  feed(topic: string): Promise<TopicFeed>;
  /** Of all topics. */
  listeners(): number;
  close(): Promise<void>;
}

export function createHub(options: HubOptions): Hub {
  const slots = createSlots(options.limits.maxReplays);
  const feeds = new Map<string, Promise<TopicFeed>>();
  const opened = new Set<TopicFeed>();
  return {
    feed(topic) {
      const known = feeds.get(topic);
      if (known) return known;
      const opening = openTopicFeed(topic, { ...options, slots });
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
