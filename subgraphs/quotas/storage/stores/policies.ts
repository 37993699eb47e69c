import { sql } from 'kysely';
import { fold } from 'platform/event-store/decider';
import type { Cause, RecordedEvent } from 'platform/event-store/events';
import type { EventStore } from 'platform/event-store/store';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { policyDecider } from '../../domain/policy/decide.ts';
import type { PolicyEvent, PolicyId, PolicyState } from '../../domain/policy/policy.ts';

/** A policy as it was read, to decide on. */
export interface LoadedPolicy {
  readonly id: PolicyId;
  readonly state: PolicyState;
  /** 0 when there was never such a policy. */
  readonly version: number;
}

export interface PolicyStore {
  load(uow: UnitOfWork, id: PolicyId): Promise<LoadedPolicy>;
  /** Appends, and projects in the same unit of work. Fails with CONFLICT when the policy has changed since it was loaded. */
  append(
    uow: UnitOfWork,
    policy: Pick<LoadedPolicy, 'id' | 'version'>,
    events: readonly PolicyEvent[],
    cause: Cause,
  ): Promise<void>;
}

/** Keeps a read model: called in the unit of work that appends, with the events of one policy. */
export type Project = (uow: UnitOfWork, events: readonly RecordedEvent[]) => Promise<void>;

const { evolve, initialState } = policyDecider;

/** Policies as streams of the event store. */
export const createPolicyStore = (eventStore: EventStore, project: Project): PolicyStore => ({
  load: async (uow, id) => {
    const history = await eventStore.read(uow, id);
    return {
      id,
      state: fold<PolicyState, PolicyEvent>(evolve, initialState, history as RecordedPolicyEvent[]),
      version: history.length,
    };
  },
  append: async (uow, { id, version }, events, cause) => {
    if (events.length === 0) return;
    await project(uow, await eventStore.append(uow, { stream: id, expectedVersion: version, events, cause }));
  },
});

/** The store holds nothing else in these streams: payloads were checked when they were appended. */
type RecordedPolicyEvent = RecordedEvent & PolicyEvent;

/** Whoever else creates policies of the tenant waits for the commit: names stay unique, and their number bounded. */
export const lockNames = (uow: UnitOfWork): Promise<unknown> =>
  uow.query(sql`select pg_advisory_xact_lock(hashtextextended(${`policies/${uow.tenantId}`}, 0))`);
