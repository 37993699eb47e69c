import type { Actor } from 'platform/auth/actor';

/** What the gateway knows of a request, whichever transport brought it. The same for all its operations. */
export interface GatewayContext {
  /** Absent: anonymous, who may use unprotected fields only. */
  readonly actor?: Actor;
  /** Where an anonymous request came from. */
  readonly clientAddress?: string | undefined;
  /** To quote when asking for help: in logs, in errors and in the header `x-request-id`. */
  readonly requestId: string;
  /** W3C trace context to pass on. */
  readonly traceparent?: string;
  /** Incoming headers in lower case, for the propagation rules; nothing is passed on without a rule. */
  readonly headers: Readonly<Record<string, string>>;
  /** What plugins add to the headers of the answer; absent where the transport has none. */
  readonly responseHeaders?: Map<string, string | string[]>;
  /** Aborts when the client is gone or its deadline has passed: fetches end, also those that wait. */
  readonly signal?: AbortSignal;
  /** When `signal` aborts at the latest, in ms by performance.now(). */
  readonly deadlineAtMs?: number;
}
