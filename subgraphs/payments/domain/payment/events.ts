import type { DataOf, MessageDeclaration } from 'platform/event-store/contract';
import type { NewEvent } from 'platform/event-store/events';
import type { PAYMENT_EVENTS } from '../../contract/events.ts';

type Data<Declaration extends MessageDeclaration> = Extract<DataOf<Declaration>, object>;

type EventOf<Declaration> = Declaration extends MessageDeclaration
  ? NewEvent<Declaration['type'], Data<Declaration>>
  : never;

/** What can happen to a payment. */
export type PaymentEvent = EventOf<(typeof PAYMENT_EVENTS)[number]>;

/** An event of a declared type. */
export const happened = <Declaration extends MessageDeclaration>(
  declaration: Declaration,
  data: Data<Declaration>,
): NewEvent<Declaration['type'], Data<Declaration>> => ({ type: declaration.type, data });
