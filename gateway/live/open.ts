import { createSourceEventStream, type ExecutionResult, type GraphQLError, validate } from 'graphql';
import type { Logger } from 'pino';
import { badInput, type PlatformError, unauthenticated } from 'platform/errors/errors';
import { dataOf } from '../executor/answer.ts';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import { beginLifetime } from '../lifetime.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { bounded } from './bounded.ts';
import { maskedError, toGraphQLError, withCode } from './errors.ts';
import { createEventExecutor, type EventContext } from './event-executor.ts';
import { type EventSource, readEventSources } from './event-sources.ts';
import { criteriaOf } from './matching.ts';
import type { Meter, Tab } from './meter.ts';
import { viewKey } from './operation.ts';
import type { Seats } from './seats.ts';
import { type LiveSubscription, openSubscription, type SubscriptionServices } from './subscription.ts';
import { type IsRevoked, tokenRefusal } from './token-refusal.ts';
import type { LiveEvent } from './topic-feed.ts';

/**
 * Opens one subscription of a valid operation; rejects with what the caller may see when it is refused. `resumeAfter`
 * is a cursor that stands above the field's own argument.
 */
export type OpenLive = (request: OperationRequest, resumeAfter?: string) => Promise<LiveSubscription>;

export type Authorise = (execute: Execute) => Execute;
export type Admit = (state: SupergraphState, request: OperationRequest) => void | Promise<void>;

export interface OpenOptions {
  readonly supergraph: CurrentSupergraph;
  readonly services: SubscriptionServices;
  /** Of subscriptions. */
  readonly seats: Seats;
  readonly authorise: Authorise;
  readonly admit?: Admit | undefined;
  readonly isRevoked?: IsRevoked | undefined;
  /** Charges subscribers for what they get; absent: nobody's budget is limited. */
  readonly meter?: Meter | undefined;
  /** For all that is fetched for one event. */
  readonly deadlineMs: number;
  /** Bytes of the answer to one event. */
  readonly responseBytes: number;
  readonly logger: Logger;
}

export function createOpen({
  supergraph,
  services,
  seats,
  authorise,
  admit,
  isRevoked,
  meter,
  deadlineMs,
  responseBytes,
  logger,
}: OpenOptions): OpenLive {
  const eventExecutor = createEventExecutor(logger);
  const execute = bounded(authorise(meter?.measure(eventExecutor) ?? eventExecutor), responseBytes);

  /** Runs the authorised executor without an event: it reaches the plan unless the field itself is refused. */
  async function refuseUnlessAuthorised(state: SupergraphState, request: OperationRequest): Promise<void> {
    let admitted = false;
    const onAdmitted = () => {
      admitted = true;
    };
    const { errors } = await execute(state, withContext(request, { onAdmitted }));
    if (!admitted) throw errors?.[0] ?? toGraphQLError(unauthenticated());
  }

  function openField(
    source: EventSource | undefined,
    args: Readonly<Record<string, unknown>>,
    request: OperationRequest,
    resumeAfter: string | undefined,
    tab: Tab | undefined,
    onEnd: () => void,
  ): Promise<LiveSubscription> {
    const { actor } = request.context;
    if (!source) throw badInput('The field is not fed by events: this gateway does not serve it.');
    if (!actor) throw unauthenticated('Events belong to a tenant: a token is needed.');
    const schemaRefusal = schemaWatch(supergraph, request);
    const viewOf = viewKeys(request);
    return openSubscription(services, {
      interest: { tenantId: actor.tenantId, source, criteria: criteriaOf(source, args) },
      after: resumeAfter ?? (typeof args.after === 'string' ? args.after : undefined),
      refusal: () => tokenRefusal(actor, isRevoked) ?? schemaRefusal(),
      resolve(event) {
        const view = viewOf(supergraph.get());
        tab?.charge(event, view);
        return resolve(event, request, source.field, view);
      },
      onEnd,
    });
  }

  async function resolve(event: LiveEvent, request: OperationRequest, field: string, view: string) {
    try {
      return await resolveView(event, request, field, view);
    } catch (error) {
      logger.error({ err: error, field, requestId: request.context.requestId }, 'event not resolved');
      return { errors: [maskedError(error)] };
    }
  }

  /** Equal views of an event are resolved once for all of its subscribers. */
  function resolveView(
    event: LiveEvent,
    request: OperationRequest,
    field: string,
    view: string,
  ): Promise<ExecutionResult> {
    const known = event.views.get(view);
    if (known) return known;
    const { traceparent } = event.message.event;
    // The answer is shared by all with the same view: it must not depend on one client's socket or headers.
    const { signal, deadlineAtMs, end } = beginLifetime(deadlineMs);
    const onCost = meter?.listenerTo(event, view);
    const shared = { traceparent, headers: {}, signal, deadlineAtMs, onCost, event: { field, value: event } };
    const resolved = execute(supergraph.get(), withContext(request, shared)).then(asPlain).finally(end);
    event.views.set(view, resolved);
    return resolved;
  }

  async function openOperation(
    request: OperationRequest,
    resumeAfter: string | undefined,
    onEnd: () => void,
  ): Promise<LiveSubscription> {
    const state = supergraph.get();
    await admit?.(state, request);
    await refuseUnlessAuthorised(state, request);
    let opened: LiveSubscription | undefined;
    const tab = meter?.open(state, request, (refusal) => opened?.end(refusal));
    const leave = () => {
      tab?.close();
      onEnd();
    };
    const outcome = await createSourceEventStream({
      schema: state.schema,
      document: request.document,
      operationName: request.operationName,
      variableValues: request.variables,
      subscribeFieldResolver: async (_root, args: Record<string, unknown>, _context, { fieldName }) => {
        try {
          const source = eventSourcesOf(state).get(fieldName);
          opened = await openField(source, args, request, resumeAfter, tab, leave);
          return opened.stream;
        } catch (error) {
          throw maskedError(error);
        }
      },
    });
    if (opened) return opened;
    leave();
    throw ('errors' in outcome && outcome.errors?.map(withInputCode)[0]) || maskedError(undefined);
  }

  return async (request, resumeAfter) => {
    const giveBack = seats.take(request.context.actor);
    try {
      return await openOperation(request, resumeAfter, giveBack);
    } catch (error) {
      giveBack();
      throw error;
    }
  };
}

const asPlain = (answer: ExecutionResult): ExecutionResult => ({ ...answer, data: dataOf(answer) ?? null });

/** Besides what the field itself refuses, only variables and arguments can be at fault when a subscription opens. */
const withInputCode = (error: GraphQLError): GraphQLError =>
  error.extensions.code ? error : withCode('BAD_USER_INPUT', error);

const withContext = (request: OperationRequest, more: Partial<EventContext>): OperationRequest => ({
  ...request,
  context: { ...request.context, ...more },
});

const eventSources = new WeakMap<SupergraphState, ReadonlyMap<string, EventSource>>();

function eventSourcesOf(state: SupergraphState): ReadonlyMap<string, EventSource> {
  const known = eventSources.get(state) ?? readEventSources(state.supergraphSdl);
  eventSources.set(state, known);
  return known;
}

/** The key of the request's view, made once for each supergraph. */
function viewKeys(request: OperationRequest): (state: SupergraphState) => string {
  const keys = new WeakMap<SupergraphState, string>();
  return (state) => {
    const key = keys.get(state) ?? `${state.id} ${viewKey(state.schema, request)}`;
    keys.set(state, key);
    return key;
  };
}

/** After a reload: whether the operation still fits the schema. Looked at once for each supergraph. */
function schemaWatch(supergraph: CurrentSupergraph, request: OperationRequest) {
  let checked = supergraph.get();
  let refusal: PlatformError | undefined;
  return (): PlatformError | undefined => {
    const state = supergraph.get();
    if (state === checked) return refusal;
    checked = state;
    const [error] = validate(state.schema, request.document);
    refusal = error && badInput('The schema has changed and the operation does not fit it any more.');
    return refusal;
  };
}
