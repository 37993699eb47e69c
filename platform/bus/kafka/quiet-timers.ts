import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const { scheduleCheckPendingRequests } = RequestQueue.prototype;

/**
 * kafkajs 2.2.4 schedules its next look at waiting requests also when none waits, with a delay far below zero, which
 * Node runs after 1 ms: each idle connection wakes the process a thousand times a second, and Node 24 warns of it.
 * With this it schedules only when there is something to wait for.
 */
export function quietTimers(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) scheduleCheckPendingRequests.call(this);
  };
}
