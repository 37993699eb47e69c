import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** A registry with the process's own figures: CPU, memory, event loop, garbage collection. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

export interface MetricOptions<Label extends string> {
  /** Prometheus style: unit last, `_total` for counters. */
  readonly name: string;
  readonly help: string;
  /** Only labels with few values: never a tenant, an actor or an id. */
  readonly labels?: readonly Label[];
}

/** The registry's counter of that name: made at the first call, the same one afterwards, as are all below. */
export const counterOf = <Label extends string>(
  registry: Registry,
  options: MetricOptions<Label>,
): Counter<Label> =>
  existing<Counter<Label>>(registry, options.name) ?? new Counter(configuration(registry, options));

/** `collect` sets it when somebody looks, for what is known at any time: nothing is done at each change then. */
export const gaugeOf = <Label extends string>(
  registry: Registry,
  options: MetricOptions<Label> & { readonly collect?: (gauge: Gauge<Label>) => void },
): Gauge<Label> =>
  existing<Gauge<Label>>(registry, options.name) ??
  new Gauge({
    ...configuration(registry, options),
    ...(options.collect && { collect: collecting(options.collect) }),
  });

/** prom-client hands the gauge over as `this`. */
const collecting = <Label extends string>(collect: (gauge: Gauge<Label>) => void) =>
  function (this: Gauge<Label>): void {
    collect(this);
  };

/** Seconds, from a millisecond to half a minute. */
const LATENCY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const histogramOf = <Label extends string>(
  registry: Registry,
  options: MetricOptions<Label> & { readonly buckets?: readonly number[] },
): Histogram<Label> =>
  existing<Histogram<Label>>(registry, options.name) ??
  new Histogram({
    ...configuration(registry, options),
    buckets: [...(options.buckets ?? LATENCY_BUCKETS_S)],
  });

const configuration = <Label extends string>(
  registry: Registry,
  { name, help, labels = [] }: MetricOptions<Label>,
) => ({
  name,
  help,
  labelNames: [...labels],
  registers: [registry],
});

const existing = <Metric>(registry: Registry, name: string): Metric | undefined =>
  registry.getSingleMetric(name) as Metric | undefined;

/** Rate, errors and duration of one kind of work. */
export interface WorkMetrics<Label extends string> {
  /** Measures the work; `outcome` is "ok", or "error" when `failed` says so or it rejects. */
  measure<T>(
    labels: Record<Label, string>,
    run: () => Promise<T>,
    failed?: (result: T) => boolean,
  ): Promise<T>;
}

/** `<name>_total` by outcome, and `<name>_duration_seconds`. */
export function workMetrics<Label extends string>(
  registry: Registry,
  { name, help, labels = [] }: MetricOptions<Label>,
): WorkMetrics<Label> {
  const total = counterOf(registry, { name: `${name}_total`, help, labels: [...labels, 'outcome'] });
  const duration = histogramOf(registry, {
    name: `${name}_duration_seconds`,
    help: `${help}: duration`,
    labels,
  });
  const measured = (labelValues: Record<Label, string>): Measured => ({
    ok: total.labels({ ...labelValues, outcome: 'ok' } as never),
    error: total.labels({ ...labelValues, outcome: 'error' } as never),
    duration: duration.labels(labelValues as never),
  });
  const known = new Map<string, Measured>();

  /** Found once for each combination: to find them takes longer than to count. */
  function measuredOf(labelValues: Record<Label, string>): Measured {
    const key = labels.map((label) => labelValues[label]).join('\n');
    const found = known.get(key) ?? measured(labelValues);
    known.set(key, found);
    return found;
  }

  return {
    async measure(labelValues, run, failed = () => false) {
      const { ok, error, duration } = measuredOf(labelValues);
      const begun = performance.now();
      let outcome = error;
      try {
        const result = await run();
        outcome = failed(result) ? error : ok;
        return result;
      } finally {
        outcome.inc();
        duration.observe((performance.now() - begun) / 1000);
      }
    },
  };
}

/** The metrics of one combination of labels. */
interface Measured {
  readonly ok: Counter.Internal;
  readonly error: Counter.Internal;
  readonly duration: Histogram.Internal<string>;
}
