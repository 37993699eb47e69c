import type { Places } from './places.ts';

/** One of the two schemas that are compared: what a composition gives, or any SDL for clients. */
export interface ApiVersion {
  /** What clients see. */
  readonly apiSdl: string;
  /** What says who may have what, and what it costs; without it, `apiSdl` itself. */
  readonly supergraphSdl?: string;
  /** Where the subgraphs define what is in it. */
  readonly places?: Places;
}
