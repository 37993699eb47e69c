import { createSourceEventStream, type GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { badInput, unauthenticated } from 'platform/errors/errors';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import { withKnownPaths } from '../executor/known-paths.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { Answers } from './answers.ts';
import { bounded } from './bounded.ts';
import { maskedError, toGraphQLError, withCode } from './errors.ts';
import { createEventExecutor, type EventContext } from './event-executor.ts';
import { type EventSource, readEventSources } from './event-sources.ts';
import { criteriaOf } from './matching.ts';
import type { Meter } from './meter.ts';
import { createPassThroughExecutor, type PassThroughContext, type Primary } from './pass-through/executor.ts';
import { createPassThrough } from './pass-through/pass-through.ts';
import type { Upstreams } from './pass-through/upstreams.ts';
import type { Seats } from './seats.ts';
import {
  type Held,
  type LiveSubscription,
  openSubscription,
  type SubscriptionServices,
} from './subscription.ts';
import { createViews } from './views.ts';

/**
 * Opens one subscription of a valid operation; rejects with what the caller may see when it is refused. `resumeAfter`
 * is a cursor that stands above the field's own argument.
 */
export type OpenLive = (request: OperationRequest, resumeAfter?: string) => Promise<LiveSubscription>;

export type Authorise = (execute: Execute) => Execute;
export type Admit = (state: SupergraphState, request: OperationRequest) => void | Promise<void>;

export interface OpenOptions {
  readonly supergraph: CurrentSupergraph;
  readonly services: Omit<SubscriptionServices, 'release'>;
  readonly upstreams?: Upstreams | undefined;
  /** Of subscriptions. */
  readonly seats: Seats;
  readonly authorise: Authorise;
  readonly admit?: Admit | undefined;
  readonly answers: Answers;
  /** Charges subscribers for what they get; absent: nobody's budget is limited. */
  readonly meter?: Meter | undefined;
  /** For all that is fetched for one event. */
  readonly deadlineMs: number;
  /** Bytes of the answer to one event. */
  readonly responseBytes: number;
  readonly logger: Logger;
}

export function createOpen(options: OpenOptions): OpenLive {
  const { supergraph, services, seats, authorise, admit, meter, responseBytes, logger } = options;
  const eventExecutor = createEventExecutor(logger, createPassThroughExecutor(logger));
  const measured = meter?.measure(eventExecutor) ?? eventExecutor;
  const execute = bounded(withKnownPaths(authorise(measured)), responseBytes);
  const views = createViews({ ...options, execute });
  const release = ({ view, tab }: Pick<Held, 'view' | 'tab'>) => {
    views.release(view);
    tab?.close();
  };
  const served = {
    ...services,
    release(held: Held) {
      release(held);
      seats.giveBack(held.actor);
    },
  };
  const passThrough = createPassThrough({ ...options, execute, primaryOn });

  /**
   * Runs the authorised executor without an event: it reaches the plan unless the field itself is refused. What begins
   * the plan is undefined when events do.
   */
  async function primaryOn(
    state: SupergraphState,
    request: OperationRequest,
    draw?: number,
  ): Promise<Primary | undefined> {
    let admitted: { readonly primary: Primary | undefined } | undefined;
    const onAdmitted = (primary?: Primary) => {
      admitted = { primary };
    };
    const { errors } = await execute(state, withContext(request, { onAdmitted, draw }));
    if (!admitted) throw errors?.[0] ?? toGraphQLError(unauthenticated());
    return admitted.primary;
  }

  async function openField(
    state: SupergraphState,
    field: string,
    args: Readonly<Record<string, unknown>>,
    request: OperationRequest,
    resumeAfter: string | undefined,
  ): Promise<LiveSubscription> {
    const source = eventSourcesOf(state).get(field);
    const { actor } = request.context;
    if (!source) throw badInput('The field is not fed by events: this gateway does not serve it.');
    if (!actor) throw unauthenticated('Events belong to a tenant: a token is needed.');
    let opened: LiveSubscription | undefined;
    const tab = meter?.open(state, request, (refusal) => opened?.end(refusal));
    const held = { actor, view: views.take(request, field), tab };
    const interest = { tenantId: actor.tenantId, source, criteria: criteriaOf(source, args) };
    const after = resumeAfter ?? (typeof args.after === 'string' ? args.after : undefined);
    try {
      opened = await openSubscription(served, { interest, ...held }, after);
      return opened;
    } catch (error) {
      release(held);
      throw error;
    }
  }

  async function openAtSubgraph(
    state: SupergraphState,
    request: OperationRequest,
    primary: Primary,
  ): Promise<LiveSubscription> {
    let opened: LiveSubscription | undefined;
    const tab = meter?.open(state, request, (refusal) => opened?.end(refusal));
    const onEnd = () => {
      tab?.close();
      seats.giveBack(request.context.actor);
    };
    try {
      opened = await passThrough({ request, primary, tab, onEnd });
      return opened;
    } catch (error) {
      tab?.close();
      throw error;
    }
  }

  async function openOperation(
    request: OperationRequest,
    resumeAfter: string | undefined,
  ): Promise<LiveSubscription> {
    const state = supergraph.get();
    await admit?.(state, request);
    const primary = await primaryOn(state, request);
    let opened: LiveSubscription | undefined;
    const outcome = await createSourceEventStream({
      schema: state.schema,
      document: request.document,
      operationName: request.operationName,
      variableValues: request.variables,
      subscribeFieldResolver: async (_root, args: Record<string, unknown>, _context, { fieldName }) => {
        try {
          opened = primary
            ? await openAtSubgraph(state, request, primary)
            : await openField(state, fieldName, args, request, resumeAfter);
          return NOTHING;
        } catch (error) {
          throw maskedError(error);
        }
      },
    });
    if (opened) return opened;
    throw ('errors' in outcome && outcome.errors?.map(withInputCode)[0]) || maskedError(undefined);
  }

  return async (request, resumeAfter) => {
    const { actor } = request.context;
    seats.take(actor);
    try {
      return await openOperation(request, resumeAfter);
    } catch (error) {
      seats.giveBack(actor);
      throw error;
    }
  };
}

/** graphql-js reads the arguments and wants a stream for them; the events go another way. */
const NOTHING: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};

/** Besides what the field itself refuses, only variables and arguments can be at fault when a subscription opens. */
const withInputCode = (error: GraphQLError): GraphQLError =>
  error.extensions.code ? error : withCode('BAD_USER_INPUT', error);

const withContext = (
  request: OperationRequest,
  more: Partial<EventContext & PassThroughContext>,
): OperationRequest => ({
  ...request,
  context: { ...request.context, ...more },
});

const eventSources = new WeakMap<SupergraphState, ReadonlyMap<string, EventSource>>();

function eventSourcesOf(state: SupergraphState): ReadonlyMap<string, EventSource> {
  const known = eventSources.get(state) ?? readEventSources(state.supergraphSdl);
  eventSources.set(state, known);
  return known;
}
