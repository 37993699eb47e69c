import type { PlatformError } from 'platform/errors/errors';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import { mergedOf } from '../executor/answer.ts';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import type { Subject } from '../plugins/budget/budget.ts';
import type { Debit } from '../plugins/budget/debit.ts';
import { isNeverLimited, subjectsOf } from '../plugins/budget/subjects.ts';
import type { CostModel } from '../plugins/cost/cost-model.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { EventAnswer } from './event-answer.ts';
import type { EventContext } from './event-executor.ts';

/** Between the debits of one account, in ms: what the store of the budgets is asked does not grow with the events. */
const INTERVAL_MS = 100;

export interface MeterOptions {
  readonly model: Pick<CostModel, 'costOf'>;
  readonly debit: Debit;
  /** What the answer to an event costs at least. */
  readonly minimum: number;
  readonly metrics: Registry;
}

/** Charges subscribers what the answers to their events cost, after the fact: an event cannot be refused beforehand. */
export interface Meter {
  /** Puts the measuring around what executes events: it tells the context's `onCost`. */
  measure(execute: Execute): Execute;
  /**
   * Opens a subscription's tab; undefined: nothing limits who asks. `end` is called, once or more, when its tenant or
   * actor has spent too much.
   */
  open(
    state: SupergraphState,
    request: OperationRequest,
    end: (refusal: PlatformError) => void,
  ): Tab | undefined;
  /** Charges what is left. */
  close(): Promise<void>;
}

export interface Tab {
  /** The subscriber gets this answer, as others may. */
  charge(answer: EventAnswer): void;
  close(): void;
}

/** Of all subscriptions that the same subjects pay for. */
interface Account {
  readonly subjects: readonly Subject[];
  readonly tabs: Set<OpenTab>;
  /** Not charged yet. */
  points: number;
}

interface OpenTab {
  /** Points that it takes to open the subscription again. */
  readonly needed: number;
  readonly end: (refusal: PlatformError) => void;
}

const dearest = (tabs: ReadonlySet<OpenTab>): number =>
  [...tabs].reduce((most, { needed }) => Math.max(most, needed), 0);

export function createMeter({ model, debit, minimum, metrics }: MeterOptions): Meter {
  const accounts = new Map<string, Account>();
  const due = new Set<Account>();
  const counted = meterMetrics(metrics);
  let timer: NodeJS.Timeout | undefined;

  async function settle(account: Account): Promise<void> {
    const { subjects, tabs, points } = account;
    account.points = 0;
    counted.charged(points);
    const refusal = await debit(subjects, points, dearest(tabs));
    if (!refusal) return;
    counted.overdrawn(tabs.size);
    for (const { end } of [...tabs]) end(refusal);
  }

  async function settleAll(): Promise<void> {
    timer = undefined;
    const accounts = [...due];
    due.clear();
    await Promise.all(accounts.map(settle));
  }

  function add(account: Account, points: number): void {
    account.points += points;
    due.add(account);
    timer ??= setTimeout(settleAll, INTERVAL_MS);
  }

  const pointsOf = (points: number | undefined) => Math.max(minimum, points ?? 0);

  return {
    measure: (execute) => async (state, request) => {
      const answer = await execute(state, request);
      const { onCost } = request.context as EventContext;
      onCost?.(pointsOf(model.costOf(state, request)?.actualOf(mergedOf(answer))));
      return answer;
    },
    open(state, request, end) {
      if (isNeverLimited(request.context)) return undefined;
      const subjects = subjectsOf(request.context);
      const key = JSON.stringify(subjects);
      const account = accounts.get(key) ?? { subjects, tabs: new Set(), points: 0 };
      accounts.set(key, account);
      const tab = { needed: pointsOf(model.costOf(state, request)?.requested), end };
      account.tabs.add(tab);
      return {
        charge: (answer) => answer.whenThere(() => add(account, pointsOf(answer.points))),
        close() {
          if (account.tabs.delete(tab) && account.tabs.size === 0) accounts.delete(key);
        },
      };
    },
    async close() {
      clearTimeout(timer);
      await settleAll();
    },
  };
}

function meterMetrics(registry: Registry) {
  const spent = counterOf(registry, {
    name: 'gateway_live_cost_spent_total',
    help: 'Cost points of events, charged to subscribers',
  });
  const ended = counterOf(registry, {
    name: 'gateway_live_overdrawn_total',
    help: 'Subscriptions that were ended because a budget was overdrawn',
  });
  return {
    charged: (points: number) => spent.inc(points),
    overdrawn: (subscriptions: number) => ended.inc(subscriptions),
  };
}
