import type { Logger } from 'pino';

const STEP_TIMEOUT_MS = 10_000;

/** How a process ends: what was started is stopped, the last first. */
export interface Drain {
  /** True from the first call of `run`: new work is refused, `/ready` is 503. */
  readonly draining: boolean;
  /** Registers how to stop a part that has just been started. */
  add(part: string, stop: () => Promise<unknown>): void;
  /** Stops everything, once; later calls wait for the first. Never rejects: a part that fails or hangs is logged and left. */
  run(): Promise<void>;
}

export function createDrain(logger: Logger, stepTimeoutMs = STEP_TIMEOUT_MS): Drain {
  const steps: { readonly part: string; readonly stop: () => Promise<unknown> }[] = [];
  let running: Promise<void> | undefined;
  const stopAll = async () => {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await within(stepTimeoutMs, step.stop());
      } catch (err) {
        logger.warn({ err, part: step.part }, 'a part did not stop cleanly');
      }
    }
  };
  return {
    get draining() {
      return running !== undefined;
    },
    add: (part, stop) => {
      steps.push({ part, stop });
    },
    run: () => {
      running ??= stopAll();
      return running;
    },
  };
}

async function within(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not stopped after ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The first SIGINT or SIGTERM drains and exits with 0; another one exits at once. */
export function drainOnSignals(drain: Drain, exit: (code: number) => void = process.exit): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (drain.draining) return exit(130);
      void drain.run().then(() => exit(0));
    });
  }
}
