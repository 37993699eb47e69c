import { assert, present } from 'platform/kernel/assert';
import type { TenantId } from 'platform/kernel/ids';
import type { CalendarPolicy } from 'platform/limiter/calendarQuota';
import { verdictOf } from './answers.ts';
import { type Batch, batchOf, type Call, OTHER_PERIODS, type Outcome } from './batch.ts';
import { createPeriodTables, type Periods, type PeriodTables } from './periods.ts';
import type { Ask, Verdict } from './port.ts';

/** What a kind of store does itself. It may take as long as it likes, and reject. */
export interface Backend {
  /** Decides all calls of a batch at one time, in their order. */
  run(tenantId: TenantId, batch: Batch): Promise<Outcomes>;
  reset(tenantId: TenantId, keys: readonly string[]): Promise<void>;
  /** What is under way has not been answered for long: what comes now goes by a connection that is new. */
  abandon(): void;
  close(): Promise<void>;
}

export interface Outcomes {
  /** One for each call. */
  readonly outcomes: readonly Outcome[];
  /** By the store's clock. */
  readonly atMs: number;
}

/** Decides calls together, in their order. Rejects with PartlyDecided when it is known what became of some of them. */
export type DecideCalls = (tenantId: TenantId, calls: readonly Call[]) => Promise<readonly Verdict[]>;

/** The store was lost when some had been decided, and others were still to be asked again. */
export class PartlyDecided extends Error {
  override readonly name = 'PartlyDecided';
  /** Of the calls in their order; undefined: not decided. */
  readonly verdicts: readonly (Verdict | undefined)[];

  constructor(verdicts: PartlyDecided['verdicts'], options: ErrorOptions) {
    super('some calls were decided', options);
    this.verdicts = verdicts;
  }
}

/** The time, what is kept, and what another instance makes of it meanwhile: each may ask for other periods. */
const MAX_ATTEMPTS = 5;

/** Asks the store once, and of calls whose periods did not fit again. */
export function createDecideCalls(
  run: Backend['run'],
  tables: PeriodTables = createPeriodTables(),
): DecideCalls {
  return async (tenantId, calls) => {
    const verdicts = new Map<Call, Verdict>();
    const fitting = new Map<Ask, Periods>();
    const periodsOf = (ask: Ask): Periods => fitting.get(ask) ?? tables.tableOf(calendarOf(ask));

    async function ask(left: readonly Call[]): Promise<void> {
      const { outcomes, atMs } = await run(tenantId, batchOf(left, periodsOf));
      for (const [n, call] of left.entries()) {
        const outcome = present(outcomes[n], 'each call has an outcome');
        if (outcome.result !== 'other periods') verdicts.set(call, verdictOf(call, outcome, atMs));
        else fit(fitting, tables, call, outcome, atMs);
      }
    }

    const isLeft = (call: Call): boolean => !verdicts.has(call);
    try {
      for (let attempt = 1; calls.some(isLeft); attempt++) {
        assert(attempt <= MAX_ATTEMPTS, 'a store takes the periods it asked for');
        await ask(calls.filter(isLeft));
      }
    } catch (cause) {
      throw verdicts.size === 0
        ? cause
        : new PartlyDecided(
            calls.map((call) => verdicts.get(call)),
            { cause },
          );
    }
    return calls.map((call) => present(verdicts.get(call), 'each call is decided'));
  };
}

/** Notes the periods that the store wants instead of those an ask came with. */
function fit(
  fitting: Map<Ask, Periods>,
  tables: PeriodTables,
  { asks }: Call,
  { states }: Outcome,
  atMs: number,
): void {
  for (const [n, ask] of asks.entries()) {
    const [algorithm, startMs] = states[n] ?? [];
    if (algorithm === OTHER_PERIODS) fitting.set(ask, tables.tableFor(calendarOf(ask), atMs, startMs));
  }
}

function calendarOf({ rule }: Ask): CalendarPolicy {
  assert(rule.algorithm === 'calendarQuota', 'only a calendar has periods');
  return rule;
}
