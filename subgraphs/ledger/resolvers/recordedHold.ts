import { present } from 'platform/kernel/assert';
import type { Context } from '../context.ts';
import type { HoldState } from '../domain/hold/hold.ts';

/** What the book has now: the hold's id first, and the entry when it was recorded just now. */
interface Receipt {
  readonly ids: readonly string[];
  readonly entry?: { readonly holds: readonly { readonly hold: HoldState }[] };
}

/** The hold of a receipt: read again only when it was recorded earlier. */
export const recordedHold = async ({ ids, entry }: Receipt, { holds }: Context): Promise<HoldState> =>
  entry?.holds[0]?.hold ?? present(await holds.load(ids[0] ?? ''), 'a hold that was placed is there');
