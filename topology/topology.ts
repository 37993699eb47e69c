import type { Logger } from 'pino';
import type { Stack } from 'platform/local-stack/stack';
import type { Mode } from 'platform/local-stack/state';
import type { Drain } from 'platform/telemetry/drain';

/** What either topology is given: the same parts, in one process or in many. */
export interface TopologyOptions {
  readonly mode: Mode;
  /** The subgraphs with a server: `subgraphs/<name>`. */
  readonly names: readonly string[];
  /** The gateway's. */
  readonly port: number;
  readonly stack: Stack;
  readonly logger: Logger;
  /** What is started is added to it. */
  readonly drain: Drain;
  /** Says what was done, one line each. */
  readonly report: (line: string) => void;
}

export interface RunningTopology {
  /** Resolves with which and how, when one of them goes without having been asked. */
  readonly lost?: Promise<string>;
}

/** Starts subgraphs and gateway; resolves when the gateway can serve. */
export type StartTopology = (options: TopologyOptions) => Promise<RunningTopology>;

export const SUPERGRAPH_FILE = 'schema-registry/composed/supergraph.graphql';
