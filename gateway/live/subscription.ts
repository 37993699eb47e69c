import type { ExecutionResult } from 'graphql';
import type { Bus } from 'platform/bus/port';
import { PlatformError } from 'platform/errors/errors';
import { type CatchUp, startCatchUp } from './catch-up.ts';
import type { Cursors, Position } from './cursor.ts';
import { toGraphQLError } from './errors.ts';
import type { Hub } from './hub.ts';
import { type Interest, isOfInterest } from './matching.ts';
import type { LiveMetrics } from './metrics.ts';
import type { Slots } from './slots.ts';
import { createEventStream, type EventStream, type StreamItem } from './stream.ts';
import { type LiveEvent, liveEvent, type TopicFeed } from './topic-feed.ts';

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
  readonly bus: Bus;
  readonly hub: Hub;
  readonly cursors: Cursors;
  readonly replaySlots: Slots;
  readonly limits: SubscriptionLimits;
  readonly metrics: LiveMetrics;
  /** Those that are open. */
  readonly streams: Set<EventStream>;
}

/** One subscriber's wish, authorised. */
export interface SubscriptionRequest {
  readonly interest: Interest;
  /** Resume after it; absent: from now on. */
  readonly after: string | undefined;
  /** Why the subscriber may not have the next event any more. Asked when it comes, and again when it leaves the queue. */
  readonly refusal: () => PlatformError | undefined;
  /** The subscriber's selection of the event. Never rejects. */
  readonly resolve: (event: LiveEvent) => Promise<ExecutionResult>;
  /** Called once when an open subscription is over. */
  readonly onEnd: () => void;
}

export interface LiveSubscription {
  readonly stream: EventStream;
  /** Where to resume when everything sent so far has been handled; undefined while something is on its way. */
  cursor(): string | undefined;
  /** Ends it with an error that carries the cursor to resume from. */
  end(error: PlatformError): void;
}

/** Rejects with CURSOR_INVALID for a cursor that is not one of ours, with SERVICE_UNAVAILABLE without the bus. */
export async function openSubscription(
  services: SubscriptionServices,
  request: SubscriptionRequest,
): Promise<LiveSubscription> {
  const { topic } = request.interest.source;
  const from = request.after === undefined ? undefined : services.cursors.open(request.after, topic);
  const feed = await services.hub.feed(topic).catch(() => {
    throw new PlatformError('SERVICE_UNAVAILABLE', 'Events cannot be read now: try again.');
  });
  return attach(services, request, feed, from);
}

function attach(
  services: SubscriptionServices,
  request: SubscriptionRequest,
  feed: TopicFeed,
  from: Position | undefined,
): LiveSubscription {
  const { cursors, limits, metrics, streams } = services;
  const start = from ?? copyOf(feed.position());
  let catchUp: CatchUp | undefined;
  let unlisten: (() => void) | undefined;
  let stall: NodeJS.Timeout | undefined;
  let replayed = 0;

  const stream = createEventStream({
    capacity: limits.queueCapacity,
    readAhead: limits.readAhead,
    onTake() {
      const refusal = request.refusal();
      if (refusal) end(refusal);
    },
    onHand: metrics.delivered,
    onEnd() {
      streams.delete(stream);
      clearTimeout(stall);
      catchUp?.cancel();
      unlisten?.();
      request.onEnd();
    },
    onDrained() {
      clearTimeout(stall);
      stall = undefined;
      catchUp?.resume();
    },
  });
  streams.add(stream);
  const position = () => (catchUp && !unlisten ? catchUp.position() : feed.position());
  const cursor = () => (stream.isIdle() ? cursors.seal(position()) : undefined);
  const end = (error: PlatformError) => {
    const resumeFrom = cursor() ?? stream.taken() ?? cursors.seal(start);
    if (error.code === 'SLOW_CONSUMER') metrics.dropped(stream.waiting());
    const lost = error.code === 'CURSOR_EXPIRED' || error.code === 'CURSOR_INVALID';
    stream.fail(toGraphQLError(error, lost ? {} : { cursor: resumeFrom }));
  };
  const deliver = (event: LiveEvent) => {
    const refusal = request.refusal();
    if (refusal) return end(refusal);
    metrics.matched();
    if (!stream.push(itemOf(event, request))) end(slowConsumer());
  };
  const goLive = () => {
    unlisten = feed.listen(request.interest, { deliver, end });
  };

  if (from) {
    catchUp = startCatchUp({
      bus: services.bus,
      feed,
      from,
      slots: services.replaySlots,
      subscriber: {
        receive(message, position) {
          replayed += 1;
          if (isOfInterest(request.interest, message.event)) deliver(liveEvent(message, position, cursors));
        },
        isFull() {
          if (stream.isFull()) stall ??= setTimeout(() => end(slowConsumer()), limits.stallTimeoutMs);
          return stream.isFull();
        },
        goLive() {
          metrics.replayed(replayed);
          goLive();
        },
        end,
      },
    });
  } else goLive();
  return { stream, cursor, end };
}

const copyOf = ({ topic, incarnation, seqs }: Position): Position => ({
  topic,
  incarnation,
  seqs: new Map(seqs),
});

function itemOf(event: LiveEvent, request: SubscriptionRequest): StreamItem {
  let result: Promise<ExecutionResult> | undefined;
  return {
    cursor: event.cursor,
    result: () => {
      result ??= request.resolve(event);
      return result;
    },
  };
}

const slowConsumer = (): PlatformError =>
  new PlatformError('SLOW_CONSUMER', 'Events come faster than they are read: resume from the cursor.');
