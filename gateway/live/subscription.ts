import type { Actor } from 'platform/auth/actor';
import { PlatformError } from 'platform/errors/errors';
import { type CatchingUp, type CatchUp, createCatchUp } from './catch-up.ts';
import { type Cursors, isSameTopic, type Position, recreated } from './cursor.ts';
import { toGraphQLError } from './errors.ts';
import type { EventAnswer } from './event-answer.ts';
import type { Hub } from './hub.ts';
import type { LiveEvent } from './live-event.ts';
import type { Interest } from './matching.ts';
import type { Tab } from './meter.ts';
import type { LiveMetrics } from './metrics.ts';
import type { Operation, Outlet } from './outlet.ts';
import { createEventStream, type EventStream, type StreamItem, type StreamOwner } from './stream.ts';
import { type IsRevoked, tokenRefusal } from './token-refusal.ts';
import type { TopicFeed } from './topic-feed.ts';
import type { View } from './views.ts';

export interface SubscriptionLimits {
  /** Events that may wait for one subscriber. */
  readonly queueCapacity: number;
  /** Events of one subscriber that are resolved at once. */
  readonly readAhead: number;
  /** A subscriber that replays and takes nothing for so long is too slow. */
  readonly stallTimeoutMs: number;
}

/** What all subscriptions of an instance share. */
export interface SubscriptionServices {
  readonly hub: Hub;
  readonly cursors: Cursors;
  readonly limits: SubscriptionLimits;
  readonly metrics: LiveMetrics;
  readonly isRevoked?: IsRevoked | undefined;
  /** Those that are open. */
  readonly streams: Set<EventStream>;
  /** Called once when an open subscription is over. */
  readonly release: (held: Held) => void;
}

/** What a subscription has as long as it is open. */
export interface Held {
  readonly actor: Actor;
  /** What he sees of each event. */
  readonly view: View;
  /** Charged for each. */
  readonly tab: Tab | undefined;
}

/** One subscriber's wish, authorised. */
export interface SubscriptionRequest extends Held {
  readonly interest: Interest;
}

export interface LiveSubscription extends Operation {
  /** Where to resume when everything sent so far has been handled; undefined while something is on its way. */
  cursor(): string | undefined;
  /** Ends it with an error that carries the cursor to resume from. */
  end(error: PlatformError): void;
}

/**
 * Resumes after a cursor; without one it begins now. Rejects with CURSOR_INVALID for a cursor that is not one of ours or
 * whose topic was made anew since, with SERVICE_UNAVAILABLE without the bus.
 */
export async function openSubscription(
  services: SubscriptionServices,
  request: SubscriptionRequest,
  after: string | undefined,
): Promise<LiveSubscription> {
  const { topic } = request.interest.source;
  const from = after === undefined ? undefined : services.cursors.open(after, topic);
  const feed = await services.hub.feed(topic).catch(() => {
    throw new PlatformError('SERVICE_UNAVAILABLE', 'Events cannot be read now: try again.');
  });
  if (!isSameTopic(from?.incarnation, feed.position().incarnation)) throw recreated();
  return new Subscriber(services, request, feed, from);
}

/** A class because there are so many: what they can do is there once, not in each. */
class Subscriber implements LiveSubscription, StreamOwner, CatchingUp {
  readonly #services: SubscriptionServices;
  readonly #request: SubscriptionRequest;
  readonly #feed: TopicFeed;
  readonly #stream: EventStream;
  readonly #begin: Position;
  #catchUp: CatchUp | undefined;
  #stall: NodeJS.Timeout | undefined;

  constructor(
    services: SubscriptionServices,
    request: SubscriptionRequest,
    feed: TopicFeed,
    from: Position | undefined,
  ) {
    this.#services = services;
    this.#request = request;
    this.#feed = feed;
    this.#begin = from ?? feed.position();
    this.#stream = createEventStream(services.limits, this);
    services.streams.add(this.#stream);
    if (from) this.#replay(from);
    else feed.listen(request.interest, this);
  }

  start(outlet: Outlet): void {
    this.#stream.start(outlet);
  }

  resume(): void {
    this.#stream.resume();
  }

  cancel(): void {
    this.#stream.cancel();
  }

  cursor(): string | undefined {
    return this.#stream.isIdle() ? this.#services.cursors.seal(this.#position()) : undefined;
  }

  end(error: PlatformError): void {
    const { cursors, metrics } = this.#services;
    const resumeFrom = this.cursor() ?? this.#stream.taken() ?? cursors.seal(this.#begin);
    if (error.code === 'SLOW_CONSUMER') metrics.dropped(this.#stream.waiting());
    const isLost = error.code === 'CURSOR_EXPIRED' || error.code === 'CURSOR_INVALID';
    this.#stream.fail(toGraphQLError(error, isLost ? {} : { cursor: resumeFrom }));
  }

  deliver(event: LiveEvent): void {
    const refusal = this.#refusal();
    if (refusal) return void this.end(refusal);
    this.#services.metrics.matched();
    if (!this.#stream.push(this.#itemOf(event))) this.end(slowConsumer());
  }

  onTake(): void {
    const refusal = this.#refusal();
    if (refusal) this.end(refusal);
  }

  onHand(answer: EventAnswer): void {
    this.#services.metrics.delivered();
    this.#request.tab?.charge(answer);
  }

  onEnd(): void {
    this.#services.streams.delete(this.#stream);
    clearTimeout(this.#stall);
    this.#catchUp?.cancel();
    if (!this.#catchUp) this.#feed.unlisten(this.#request.interest, this);
    this.#services.release(this.#request);
  }

  onDrained(): void {
    clearTimeout(this.#stall);
    this.#stall = undefined;
    this.#catchUp?.resume();
  }

  isFull(): boolean {
    const isFull = this.#stream.isFull();
    if (isFull)
      this.#stall ??= setTimeout(() => this.end(slowConsumer()), this.#services.limits.stallTimeoutMs);
    return isFull;
  }

  onLive(replayed: number): void {
    this.#services.metrics.replayed(replayed);
  }

  /** Why he may not have the next event any more. Asked when it comes, and again when it leaves the queue. */
  #refusal(): PlatformError | undefined {
    const { actor, view } = this.#request;
    return tokenRefusal(actor, this.#services.isRevoked) ?? view.refusal();
  }

  #position(): Position {
    return (this.#catchUp ?? this.#feed).position();
  }

  #itemOf(event: LiveEvent): StreamItem {
    const { view, actor } = this.#request;
    return { cursor: event.cursor, answer: () => view.answer(event, actor) };
  }

  #replay(from: Position): void {
    const { cursors } = this.#services;
    const { interest } = this.#request;
    this.#catchUp = createCatchUp({ feed: this.#feed, cursors, from, interest, subscriber: this });
    this.#catchUp.start();
  }
}

const slowConsumer = (): PlatformError =>
  new PlatformError('SLOW_CONSUMER', 'Events come faster than they are read: resume from the cursor.');
