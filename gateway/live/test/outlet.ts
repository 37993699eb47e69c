import type { Outlet } from '../outlet.ts';

/** An outlet that keeps what it is sent. */
export interface TestOutlet extends Outlet {
  /** Whether it takes anything now. */
  ready: boolean;
  /** Texts, in order. */
  readonly sent: string[];
  /** `undefined` for completed, once it is over. */
  readonly ends: unknown[];
}

export function testOutlet(): TestOutlet {
  const outlet: TestOutlet = {
    ready: true,
    sent: [],
    ends: [],
    isReady: () => outlet.ready,
    next: (text) => void outlet.sent.push(text),
    end: (error) => void outlet.ends.push(error),
  };
  return outlet;
}
