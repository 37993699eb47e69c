import type { Logger } from 'pino';
import { StartupError } from 'platform/local-stack/startup-error';
import { gaugeOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import { type CurrentSupergraph, createCurrentSupergraph } from './current.ts';
import { fullTime, halfTime, type Pace } from './pace.ts';
import type { SupergraphSource } from './source.ts';
import type { SupergraphState } from './state.ts';

/** For operators. */
export interface SupergraphStatus {
  /** SHA-256 of the SDL that is served. */
  readonly serving: string;
  /** False while an older one than the newest is served. */
  readonly upToDate: boolean;
  readonly problem?: 'The newest does not load.' | 'The newest cannot be had.';
}

export interface ServedSupergraph extends CurrentSupergraph {
  status(): SupergraphStatus;
  close(): void;
}

export interface ServeOptions {
  readonly source: SupergraphSource;
  /** Rejects for one that may not serve. */
  readonly load: (sdl: string, pace: Pace) => Promise<SupergraphState>;
  /** Makes `next` ready before it takes the place of `current`. Never rejects. */
  readonly warmUp: (next: SupergraphState, current: SupergraphState, pace: Pace) => Promise<void>;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/**
 * Loads a supergraph and follows its source. One that cannot be had or loaded leaves the one before serving; the
 * first one must load: rejects with one line otherwise.
 */
export async function serveSupergraph({
  source,
  load,
  warmUp,
  logger,
  metrics,
}: ServeOptions): Promise<ServedSupergraph> {
  const current = createCurrentSupergraph(await loadFirst(await source.read(), load));
  let newestLoads = true;
  let isReachable = true;
  gaugeOf(metrics, {
    name: 'gateway_supergraph_up_to_date',
    help: '0 while the newest supergraph cannot be had or does not load, and an older one serves on',
    collect: (upToDate) => upToDate.set(newestLoads && isReachable ? 1 : 0),
  });

  const look = async (): Promise<void> => {
    try {
      const sdl = await source.read();
      isReachable = true;
      if (sdl !== undefined) await replaceBy(sdl);
    } catch (err) {
      isReachable = false;
      logger.error({ err }, 'the supergraph cannot be had: the one before serves on');
    }
  };

  async function replaceBy(sdl: string): Promise<void> {
    try {
      const pace = halfTime();
      const next = await load(sdl, pace);
      if (next.id !== current.get().id) {
        await warmUp(next, current.get(), pace);
        current.replace(next);
        logger.info({ supergraph: next.id }, 'a new supergraph is served');
      }
      newestLoads = true;
    } catch (err) {
      newestLoads = false;
      logger.error({ err }, 'the new supergraph does not load: the one before serves on');
    }
  }

  const timer = source.intervalMs === undefined ? undefined : repeat(look, source.intervalMs);
  return {
    get: current.get,
    onChange: current.onChange,
    status: () => statusOf(current.get(), newestLoads, isReachable),
    close: () => timer?.stop(),
  };
}

function statusOf({ id }: SupergraphState, newestLoads: boolean, isReachable: boolean): SupergraphStatus {
  if (!newestLoads) return { serving: id, upToDate: false, problem: 'The newest does not load.' };
  if (!isReachable) return { serving: id, upToDate: false, problem: 'The newest cannot be had.' };
  return { serving: id, upToDate: true };
}

async function loadFirst(sdl: string | undefined, load: ServeOptions['load']): Promise<SupergraphState> {
  try {
    return await load(sdl ?? '', fullTime);
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    throw new StartupError(`The supergraph does not load: ${line}`);
  }
}

/** Calls again and again, each time a pause after the call before has ended. Does not keep the process alive. */
function repeat(run: () => Promise<void>, intervalMs: number): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = () => {
    if (!stopped) timer = setTimeout(() => void run().then(next), intervalMs).unref();
  };
  next();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
