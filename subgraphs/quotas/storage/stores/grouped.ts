import { createAvailability } from 'platform/kernel/availability';
import type { TenantId } from 'platform/kernel/ids';
import type { Heartbeat } from 'platform/tenancy/heartbeat';
import { type Backend, createDecideCalls, type DecideCalls, PartlyDecided } from './backend.ts';
import type { Call } from './batch.ts';
import { checkAsks } from './checkAsks.ts';
import { CALL_TIMEOUT_MS, type QuotaStore, StoreUnavailable, type Verdict } from './port.ts';

export interface GroupedOptions {
  /** Batches of one tenant that are under way at once. */
  readonly inFlight: number;
  /** Default: CALL_TIMEOUT_MS. */
  readonly timeoutMs?: number;
  /** Of the server, where it has one: a call is then given up as soon as that is silent. */
  readonly heartbeat?: Pick<Heartbeat, 'isBeating' | 'whileItBeats'>;
}

/** Calls that are decided together at the most. */
export const MAX_BATCH = 128;
/** So many and more leave in parts, one for each batch that may be under way: while one is decided we work on the other. */
const MIN_SPLIT = 16;
/** Of one tenant; who comes then is not served. */
export const MAX_WAITING = 10_000;

interface Waiting {
  readonly call: Call;
  resolve(verdict: Verdict): void;
  reject(error: StoreUnavailable): void;
}

/** The calls of a tenant. */
interface Lane {
  readonly tenantId: TenantId;
  waiting: Waiting[];
  inFlight: number;
  scheduled: boolean;
}

/** Of tenants of whom calls are waiting or under way. */
export type Lanes = Map<TenantId, Lane>;

const NOT_TAKEN = Promise.resolve(false);
const ALWAYS: NonNullable<GroupedOptions['heartbeat']> = {
  isBeating: () => true,
  whileItBeats: (work) => work(),
};

/**
 * A store whose calls wait for those under way, and are then decided together: who asks for a busy key pays a part of a
 * round trip and of a commit. One that has left is answered within the timeout, or fails with all that wait.
 */
export function createGroupedStore(
  backend: Backend,
  { inFlight, timeoutMs = CALL_TIMEOUT_MS, heartbeat = ALWAYS }: GroupedOptions,
  decideCalls: DecideCalls = createDecideCalls(backend.run),
  lanes: Lanes = new Map(),
): QuotaStore {
  const availability = createAvailability();
  const mayTry = (): boolean => heartbeat.isBeating() && availability.mayTry();

  function laneOf(tenantId: TenantId): Lane {
    const known = lanes.get(tenantId);
    if (known) return known;
    const lane = { tenantId, waiting: [], inFlight: 0, scheduled: false };
    lanes.set(tenantId, lane);
    return lane;
  }

  function enqueue(tenantId: TenantId, call: Call): Promise<Verdict> {
    checkAsks(call.asks);
    if (!mayTry()) return Promise.reject(unavailable('The store does not answer now.'));
    const lane = laneOf(tenantId);
    if (lane.waiting.length >= MAX_WAITING)
      return Promise.reject(unavailable('Too many calls wait for the store.'));
    return new Promise((resolve, reject) => {
      lane.waiting.push({ call, resolve, reject });
      schedule(lane);
    });
  }

  /** At the end of this turn: what one batch's answers bring about goes into the next one together. */
  function schedule(lane: Lane): void {
    if (lane.scheduled) return;
    lane.scheduled = true;
    setImmediate(() => {
      lane.scheduled = false;
      flush(lane);
    });
  }

  function sizeOf({ waiting, inFlight: underWay }: Lane): number {
    const parts = waiting.length < MIN_SPLIT ? 1 : inFlight - underWay;
    return Math.min(MAX_BATCH, Math.ceil(waiting.length / parts));
  }

  function flush(lane: Lane): void {
    while (lane.inFlight < inFlight && lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, sizeOf(lane));
      lane.inFlight += 1;
      void decide(lane, batch).finally(() => {
        lane.inFlight -= 1;
        flush(lane);
      });
    }
    if (lane.inFlight === 0 && !lane.scheduled) lanes.delete(lane.tenantId);
  }

  async function decide({ tenantId }: Lane, batch: readonly Waiting[]): Promise<void> {
    const calls = batch.map(({ call }) => call);
    const deciding = decideCalls(tenantId, calls);
    try {
      const answer = heartbeat.whileItBeats(() => deciding);
      const verdicts = await availability.watch(answer, timeoutMs, backend.abandon);
      for (const [n, { resolve }] of batch.entries()) resolve(verdicts[n] as Verdict);
    } catch (cause) {
      for (const [n, { call, resolve, reject }] of batch.entries()) {
        const verdict = verdictsOf(cause)[n];
        if (verdict) resolve(verdict);
        else reject(unavailable('The store did not answer.', takenBy(deciding, n, call), cause));
      }
      refuseWaiting();
    }
  }

  /** They would wait in vain. */
  function refuseWaiting(): void {
    for (const lane of lanes.values())
      for (const { reject } of lane.waiting.splice(0)) reject(unavailable('The store does not answer now.'));
  }

  return {
    decide: (tenantId, asks) => enqueue(tenantId, { asks, peek: false }),
    peek: (tenantId, asks) => enqueue(tenantId, { asks, peek: true }),
    async reset(tenantId, keys) {
      if (!mayTry()) throw unavailable('The store does not answer now.');
      try {
        const resetting = heartbeat.whileItBeats(() => backend.reset(tenantId, keys));
        await availability.watch(resetting, timeoutMs, backend.abandon);
      } catch (cause) {
        throw unavailable('The store did not answer.', NOT_TAKEN, cause);
      }
    },
    async close() {
      await availability.settled();
      await backend.close();
    },
  };
}

const takenBy = (deciding: Promise<readonly Verdict[]>, n: number, { peek }: Call): Promise<boolean> =>
  deciding.catch(verdictsOf).then((verdicts) => !peek && verdicts[n]?.allowed === true);

/** What was decided before it failed. */
const verdictsOf = (error: unknown): PartlyDecided['verdicts'] =>
  error instanceof PartlyDecided ? error.verdicts : [];

const unavailable = (message: string, taken = NOT_TAKEN, cause?: unknown): StoreUnavailable =>
  new StoreUnavailable(message, taken, { cause });
