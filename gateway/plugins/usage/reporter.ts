import type { Logger } from 'pino';
import { type Clock, formatInstant, systemClock } from 'platform/kernel/clock';
import { newId } from 'platform/kernel/ids';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import type { UsageCounts } from './counts.ts';
import type { UsageReport, UsageSink } from './usage-sink.ts';

/** Reports that wait for a sink that takes none; the oldest goes first. */
const MAX_WAITING = 10;

export interface ReporterOptions {
  readonly counts: UsageCounts;
  readonly sink: UsageSink;
  readonly intervalMs: number;
  readonly clock?: Clock;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/** Sends what was counted, again and again, and once more when it is closed. Nothing is sent when nothing was asked. */
export function startReporter(options: ReporterOptions) {
  const { counts, sink, intervalMs, clock = systemClock, logger, metrics } = options;
  const sent = counterOf(metrics, {
    name: 'gateway_usage_reports_total',
    help: 'Usage reports; outcome error: not taken, sent again; dropped: too many waited',
    labels: ['outcome'],
  });
  const waiting: UsageReport[] = [];
  let from = clock.now();
  let sending = Promise.resolve();

  function collect(): void {
    const { operations, uncounted } = counts.take();
    const until = clock.now();
    if (operations.length > 0)
      waiting.push({
        id: newId('usage'),
        from: formatInstant(from),
        until: formatInstant(until),
        operations,
        uncounted,
      });
    from = until;
    if (waiting.length <= MAX_WAITING) return;
    waiting.shift();
    sent.inc({ outcome: 'dropped' });
  }

  async function send(): Promise<void> {
    try {
      for (let [report] = waiting; report; [report] = waiting) {
        await sink.send(report);
        sent.inc({ outcome: 'ok' });
        waiting.splice(waiting.indexOf(report), 1);
      }
    } catch (err) {
      sent.inc({ outcome: 'error' });
      logger.warn({ err, waiting: waiting.length }, 'usage is not reported: it is kept for the next time');
    }
  }

  function flush(): Promise<void> {
    collect();
    sending = sending.then(send);
    return sending;
  }

  const timer = setInterval(() => void flush(), intervalMs).unref();
  return {
    close(): Promise<void> {
      clearInterval(timer);
      return flush();
    },
  };
}
