/** Where reports of usage go: whoever decides whether a part of the schema may go. */
export interface UsageSink {
  /** Rejects when the report was not taken; it is sent again, so that a report may come twice (its id is the same). */
  send(report: UsageReport): Promise<void>;
}

/** What was asked for in a while: names and counts, never a value of a document or a variable. */
export interface UsageReport {
  readonly id: string;
  /** RFC 3339. */
  readonly from: string;
  readonly until: string;
  readonly operations: readonly OperationUsage[];
  /** Requests that found no place within the bounds: they are in no count. */
  readonly uncounted: number;
}

/** One operation as one client asked for it on one supergraph. */
export interface OperationUsage {
  /** SHA-256 of the supergraph. */
  readonly supergraph: string;
  readonly client: Client;
  /** As the document calls it; empty for one without a name. */
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  /** Schema coordinates: `Type.field`, `Type.field(argument:)`, `Input.field`, and `Enum` where one is given. */
  readonly coordinates: readonly string[];
  readonly requests: number;
  /** Of them, those that were answered with errors. */
  readonly failed: number;
}

/** As the client calls itself; empty when it does not. */
export interface Client {
  readonly name: string;
  readonly version: string;
}
