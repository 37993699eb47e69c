import type { Logger } from 'pino';
import { StartupError } from 'platform/local-stack/startup-error';
import { gaugeOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import { type CurrentSupergraph, createCurrentSupergraph } from './current.ts';
import type { SupergraphSource } from './source.ts';
import type { SupergraphState } from './state.ts';

export interface ServedSupergraph extends CurrentSupergraph {
  close(): void;
}

export interface ServeOptions {
  readonly source: SupergraphSource;
  /** Throws for one that may not serve. */
  readonly load: (sdl: string) => SupergraphState;
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
  logger,
  metrics,
}: ServeOptions): Promise<ServedSupergraph> {
  const current = createCurrentSupergraph(loadFirst(await source.read(), load));
  const upToDate = gaugeOf(metrics, {
    name: 'gateway_supergraph_up_to_date',
    help: '0 while the newest supergraph cannot be had or does not load, and an older one serves on',
  });
  let newestLoads = true;
  upToDate.set(1);

  const look = async (): Promise<void> => {
    try {
      const sdl = await source.read();
      if (sdl !== undefined) replaceBy(sdl);
      upToDate.set(newestLoads ? 1 : 0);
    } catch (err) {
      upToDate.set(0);
      logger.error({ err }, 'the supergraph cannot be had: the one before serves on');
    }
  };

  function replaceBy(sdl: string): void {
    try {
      const next = load(sdl);
      newestLoads = true;
      if (next.id === current.get().id) return;
      current.replace(next);
      logger.info({ supergraph: next.id }, 'a new supergraph is served');
    } catch (err) {
      newestLoads = false;
      logger.error({ err }, 'the new supergraph does not load: the one before serves on');
    }
  }

  const timer = source.intervalMs === undefined ? undefined : repeat(look, source.intervalMs);
  return { get: current.get, onChange: current.onChange, close: () => timer?.stop() };
}

function loadFirst(sdl: string | undefined, load: (sdl: string) => SupergraphState): SupergraphState {
  try {
    return load(sdl ?? '');
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
