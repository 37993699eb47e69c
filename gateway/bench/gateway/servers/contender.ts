import type { Command } from './process.ts';

/** What a contender is given. */
export interface Place {
  /** A folder for configuration files. */
  readonly folder: string;
  /** The file of the supergraph. */
  readonly supergraph: string;
  /** Subgraphs are at `<subgraphsUrl>/<name>`. */
  readonly subgraphsUrl: string;
  /** Of 127.0.0.1, to listen on. */
  readonly port: number;
}

/** A gateway that can be measured. */
export interface Contender {
  readonly label: string;
  /** Starts it in production mode, with kept connections and without sharing answers between requests. */
  readonly command: (place: Place) => Command;
  /** Sent with every request to it. */
  readonly headers?: Readonly<Record<string, string>>;
}
