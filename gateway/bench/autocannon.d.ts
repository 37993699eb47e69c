/** The part of autocannon that the benchmarks use; it brings no types. */
declare module 'autocannon' {
  function autocannon(options: autocannon.Options): Promise<autocannon.Result>;
  namespace autocannon {
    interface Options {
      readonly url: string;
      readonly connections: number;
      /** Seconds. */
      readonly duration: number;
      readonly method: 'GET' | 'POST';
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string;
    }
    interface Result {
      /** Per second. */
      readonly requests: { readonly average: number };
      /** Milliseconds. */
      readonly latency: { readonly p50: number; readonly p99: number };
      readonly errors: number;
      readonly non2xx: number;
    }
  }
  export default autocannon;
}
