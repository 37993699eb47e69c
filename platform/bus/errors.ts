/** Nothing of this name is on the bus: the topic was never made, or has not got that partition. */
export class UnknownTopicError extends Error {
  override readonly name = 'UnknownTopicError';
}

/** A message that is no CloudEvent of ours. It can never be handled: readers log it and go on. */
export class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError';
}

/** A message greater than MAX_MESSAGE_BYTES: it is refused whole, before anything is published. */
export class MessageTooLargeError extends Error {
  override readonly name = 'MessageTooLargeError';
}
