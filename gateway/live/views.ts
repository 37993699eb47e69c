import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import type { Actor } from 'platform/auth/actor';
import { badInput, type PlatformError } from 'platform/errors/errors';
import { newId } from 'platform/kernel/ids';
import { answerText } from '../executor/answer.ts';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import { beginLifetime } from '../lifetime.ts';
import { withRequestId } from '../plugins/request-id.ts';
import type { CurrentSupergraph } from '../supergraph/current.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { isActorIndependent } from './actor-independence.ts';
import type { Answers } from './answers.ts';
import { refuseInvalid } from './documents.ts';
import { maskedError } from './errors.ts';
import { type EventAnswer, eventAnswer } from './event-answer.ts';
import type { EventContext } from './event-executor.ts';
import type { LiveEvent } from './live-event.ts';
import { viewKey } from './operation.ts';

/** What those see of an event who asked for the same of it, each as far as he may. */
export interface View {
  /** After a reload: why the operation is served no more. */
  refusal(): PlatformError | undefined;
  /** The answer for an actor, made once for all who get the same. */
  answer(event: LiveEvent, actor: Actor): EventAnswer;
}

export interface Views {
  /** Equal requests share a view as long as one of them is open: each `take` ends with a `release`. */
  take(request: OperationRequest, field: string): View;
  release(view: View): void;
}

export interface ViewsOptions {
  readonly supergraph: CurrentSupergraph;
  /** Authorises, then takes what is selected out of the event in its context. */
  readonly execute: Execute;
  readonly answers: Answers;
  /** For all that is fetched for one event. */
  readonly deadlineMs: number;
  readonly logger: Logger;
}

export function createViews(options: ViewsOptions): Views {
  const { supergraph } = options;
  const views = new Map<string, SharedView>();
  return {
    take(request, field) {
      const key = viewKey(supergraph.get().schema, request);
      const view = views.get(key) ?? new SharedView(options, key, request, field);
      views.set(key, view);
      view.users += 1;
      return view;
    },
    release(view) {
      const shared = view as SharedView;
      shared.users -= 1;
      if (shared.users === 0) views.delete(shared.key);
    },
  };
}

class SharedView implements View {
  readonly key: string;
  users = 0;
  readonly #options: ViewsOptions;
  readonly #request: OperationRequest;
  readonly #field: string;
  #checked: SupergraphState | undefined;
  #refusal: PlatformError | undefined;
  #isActorIndependent = false;

  constructor(options: ViewsOptions, key: string, request: OperationRequest, field: string) {
    const { document, operationName, variables } = request;
    this.key = key;
    this.#options = options;
    // Without who asked, and on which connection: they are gone before the view is.
    this.#request = { document, operationName, variables, context: { requestId: '', headers: {} } };
    this.#field = field;
  }

  refusal(): PlatformError | undefined {
    this.#check();
    return this.#refusal;
  }

  answer(event: LiveEvent, actor: Actor): EventAnswer {
    this.#check();
    const audience = audienceOf(actor, this.#isActorIndependent);
    const answers = answersOf(event, this);
    const known = answers.get(audience);
    if (known) return known;
    const made = eventAnswer((onCost) => this.#resolve(event, actor, onCost));
    answers.set(audience, made);
    return made;
  }

  /** Looks once at each supergraph. */
  #check(): void {
    const state = this.#options.supergraph.get();
    if (state === this.#checked) return;
    this.#checked = state;
    this.#refusal = misfit(state, this.#request);
    this.#isActorIndependent = !this.#refusal && isActorIndependent(state, this.#request.document);
  }

  /** The answer is shared: it must not depend on one client's socket or headers. */
  #resolve(event: LiveEvent, actor: Actor, onCost: (points: number) => void): Promise<string> {
    const { supergraph, execute, answers, deadlineMs, logger } = this.#options;
    const requestId = newId('req');
    const { signal, deadlineAtMs, end } = beginLifetime(deadlineMs);
    const context: EventContext = {
      actor,
      requestId,
      headers: {},
      signal,
      deadlineAtMs,
      traceparent: event.message.event.traceparent,
      event: { field: this.#field, value: event },
      onCost,
    };
    const failed = (error: unknown): ExecutionResult => {
      logger.error({ err: error, field: this.#field, requestId }, 'event not resolved');
      return { errors: [maskedError(error)] };
    };
    return withRequestId(requestId, async () => {
      const result = await execute(supergraph.get(), { ...this.#request, context }).catch(failed);
      end();
      return answerText(answers.result(result));
    });
  }
}

function misfit({ schema }: SupergraphState, { document }: OperationRequest): PlatformError | undefined {
  try {
    refuseInvalid(schema, document);
    return undefined;
  } catch {
    return badInput('The schema has changed and the operation does not fit it any more.');
  }
}

function answersOf(event: LiveEvent, view: View): Map<string, EventAnswer> {
  const known = event.answers.get(view) ?? new Map<string, EventAnswer>();
  event.answers.set(view, known);
  return known;
}

const sharedRights = new WeakMap<Actor, string>();
const himself = new WeakMap<Actor, string>();

/**
 * Who gets the same answer: those of his tenant with the same rights; or, where something depends on the actor, those
 * with all the same that a resolver or a policy may ask of him, his token too, since a policy may want a recent one.
 */
function audienceOf(actor: Actor, isIndependent: boolean): string {
  const texts = isIndependent ? sharedRights : himself;
  const known = texts.get(actor) ?? JSON.stringify(isIndependent ? rightsOf(actor) : allOf(actor));
  texts.set(actor, known);
  return known;
}

const rightsOf = ({ tenantId, kind, scopes, roles = new Set() }: Actor): readonly unknown[] => [
  tenantId,
  kind,
  [...scopes].sort(),
  [...roles].sort(),
];

const allOf = (actor: Actor): readonly unknown[] => {
  const { id, tokenId, issuedAt, expiresAt } = actor;
  return [...rightsOf(actor), id, tokenId, issuedAt, expiresAt];
};
