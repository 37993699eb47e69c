import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { badInput, PlatformError } from 'platform/errors/errors';
import type { SubgraphError, SubgraphResponse } from '../../data-source/data-source.ts';
import { answerText } from '../../executor/answer.ts';
import type { Execute, OperationRequest } from '../../executor/execute.ts';
import { isObject } from '../../executor/run.ts';
import { asFetchError } from '../../executor/steps/problems.ts';
import { beginLifetime } from '../../lifetime.ts';
import { withRequestId } from '../../plugins/request-id.ts';
import type { CurrentSupergraph } from '../../supergraph/current.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import type { Answers } from '../answers.ts';
import { maskedError, toGraphQLError } from '../errors.ts';
import { type EventAnswer, eventAnswer } from '../event-answer.ts';
import type { Tab } from '../meter.ts';
import { createEventStream, type EventStream, type StreamItem } from '../stream.ts';
import type { LiveSubscription, SubscriptionServices } from '../subscription.ts';
import { tokenRefusal } from '../token-refusal.ts';
import type { PassThroughContext, Primary } from './executor.ts';
import { createHeldBytes, type HeldBytes } from './held-bytes.ts';
import { type Course, followReloads } from './reloads.ts';
import type { UpstreamSubscriber } from './upstream.ts';
import type { Upstreams } from './upstreams.ts';

type Services = Pick<SubscriptionServices, 'limits' | 'metrics' | 'isRevoked' | 'streams'>;

export interface PassThroughOptions {
  readonly supergraph: CurrentSupergraph;
  readonly services: Services;
  readonly upstreams?: Upstreams | undefined;
  /** Authorises, then answers the response in the context. */
  readonly execute: Execute;
  /** Finds what the subgraph is to be asked; rejects when the operation is refused. */
  readonly primaryOn: (
    state: SupergraphState,
    request: OperationRequest,
    draw: number,
  ) => Promise<Primary | undefined>;
  readonly answers: Answers;
  /** For all that is fetched for one event. */
  readonly deadlineMs: number;
  readonly logger: Logger;
}

/** One subscriber of a subgraph's own subscription, authorised. */
export interface PassThroughRequest {
  readonly request: OperationRequest;
  readonly primary: Primary;
  /** Charged for each event. */
  readonly tab: Tab | undefined;
  /** Called once when an open subscription is over. */
  readonly onEnd: () => void;
}

export type OpenPassThrough = (asked: PassThroughRequest) => Promise<LiveSubscription>;

/**
 * Subscribes at a subgraph that has the field itself. There is no cursor: what is missed is lost, so a connection that
 * is lost ends the subscription. Rejects with SERVICE_UNAVAILABLE when the subgraph cannot be reached, with
 * BAD_USER_INPUT when it has no server of its own.
 */
export function createPassThrough(options: PassThroughOptions): OpenPassThrough {
  const { supergraph, services, upstreams, primaryOn } = options;

  function courseOf(state: SupergraphState, primary: Primary | undefined): Course {
    const address = primary && state.subgraphs.find(({ name }) => name === primary.subgraph);
    const upstream = address && upstreams?.of(address);
    if (!primary || !upstream) throw notServed();
    return { primary, upstream };
  }

  return async (asked) => {
    const { request, primary } = asked;
    const course = courseOf(supergraph.get(), primary);
    let leave: (() => void) | undefined;
    let isOver = false;
    const held = createHeldBytes();
    const stream = openStream(services, asked, held, () => {
      isOver = true;
      reloads.stop();
      leave?.();
    });
    const reloads = followReloads({
      ...{ supergraph, request, course },
      courseOn: async (state) => courseOf(state, await primaryOn(state, request, primary.draw)),
      onMisfit: (error) => stream.fail(maskedError(error)),
    });
    const answer = createAnswer(options, asked, reloads.state);
    const subscriber = subscriberOf(stream, asked, services, held, answer);
    try {
      const end = await course.upstream.subscribe(primary.operation, request.context, subscriber);
      leave = () => {
        end();
        asked.onEnd();
      };
    } catch (error) {
      stream.cancel();
      throw error;
    }
    if (isOver) leave();
    return subscriptionOf(stream);
  };
}

/** Fed by `subscriberOf`. */
function openStream(
  services: Services,
  asked: PassThroughRequest,
  held: HeldBytes,
  onOver: () => void,
): EventStream {
  const { limits, metrics, streams } = services;
  const stream = createEventStream(limits, {
    onTake() {
      const refusal = refusalOf(asked, services);
      if (refusal) stream.fail(toGraphQLError(refusal));
    },
    onHand(answer) {
      held.removeFirst();
      metrics.delivered();
      asked.tab?.charge(answer);
    },
    onEnd() {
      streams.delete(stream);
      onOver();
    },
    onDrained: () => {},
  });
  streams.add(stream);
  return stream;
}

function subscriberOf(
  stream: EventStream,
  asked: PassThroughRequest,
  services: Services,
  held: HeldBytes,
  answer: (response: SubgraphResponse) => EventAnswer,
): UpstreamSubscriber {
  const { metrics } = services;
  const { subgraph } = asked.primary;
  return {
    next(response, bytes) {
      const refusal = refusalOf(asked, services);
      if (refusal) return stream.fail(toGraphQLError(refusal));
      metrics.matched();
      const isFull = held.isFull();
      held.add(bytes);
      if (!isFull && stream.push(itemOf(response, answer))) return;
      metrics.dropped(stream.waiting());
      stream.fail(toGraphQLError(slowConsumer()));
    },
    complete: () => stream.complete(),
    refuse: (errors) => stream.fail(refusalBy(subgraph, errors)),
    lose: () => stream.fail(toGraphQLError(lost(subgraph))),
  };
}

/** There is nothing to resume from. */
const subscriptionOf = (stream: EventStream): LiveSubscription => ({
  start: (outlet) => stream.start(outlet),
  resume: () => stream.resume(),
  cancel: () => stream.cancel(),
  cursor: () => undefined,
  end: (error) => stream.fail(toGraphQLError(error)),
});

/** Answers what the subgraph sends, with all else that is selected. */
function createAnswer(
  { execute, answers, deadlineMs, logger }: PassThroughOptions,
  { request, primary }: PassThroughRequest,
  stateNow: () => SupergraphState,
) {
  // The head of a response is sent long before.
  const { responseHeaders, ...caller } = request.context;
  const { requestId } = caller;
  async function resolve(response: SubgraphResponse, onCost: (points: number) => void): Promise<string> {
    const { signal, deadlineAtMs, end } = beginLifetime(deadlineMs);
    const passedOn = { primary, response };
    const context: PassThroughContext = { ...caller, signal, deadlineAtMs, onCost, passedOn };
    const result = await execute(stateNow(), { ...request, context }).catch((err) => {
      logger.error({ err, subgraph: primary.subgraph, requestId }, 'event not resolved');
      return { errors: [maskedError(err)] };
    });
    end();
    return answerText(answers.result(result));
  }
  return (response: SubgraphResponse): EventAnswer =>
    eventAnswer((onCost) => withRequestId(requestId, () => resolve(response, onCost)));
}

function itemOf(response: SubgraphResponse, answer: (response: SubgraphResponse) => EventAnswer): StreamItem {
  let made: EventAnswer | undefined;
  return {
    cursor: undefined,
    answer() {
      made ??= answer(response);
      return made;
    },
  };
}

/** Why the subscriber may not have the next event any more. */
const refusalOf = (
  { request: { context } }: PassThroughRequest,
  { isRevoked }: Services,
): PlatformError | undefined => context.actor && tokenRefusal(context.actor, isRevoked);

const notServed = (): PlatformError =>
  badInput('The field is not fed by events: this gateway does not serve it.');

const lost = (subgraph: string): PlatformError =>
  new PlatformError('SERVICE_UNAVAILABLE', `The service ${subgraph} was lost: subscribe again.`);

const slowConsumer = (): PlatformError =>
  new PlatformError('SLOW_CONSUMER', 'Events come faster than they are read: subscribe again.');

/** The first of a subgraph's errors, which is enough to end a subscription. */
function refusalBy(subgraph: string, errors: readonly SubgraphError[]): GraphQLError {
  const { message, extensions } = asFetchError(errors.find(isObject) ?? { message: '' }, undefined, subgraph);
  return new GraphQLError(message, { extensions });
}
