import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { JsonObject } from '../kernel/json.ts';

/** What a decider decided: the type and data of a declared event, and when it counts. */
export interface NewEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
  /** Default: when it is recorded. */
  readonly effectiveAt?: Instant;
}

/** Why something happens: it goes into every event and command that follows from it. */
export interface Cause {
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
}

/** An event as the store holds it, upcast to the newest version of its type. */
export interface RecordedEvent<Type extends string = string, Data extends object = JsonObject> {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly stream: string;
  /** 1 for the stream's first event. */
  readonly version: number;
  readonly type: Type;
  readonly data: Data;
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly cause: Cause;
}
