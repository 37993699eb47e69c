/** An event of a stream, as far as GraphQL over SSE uses them. */
export interface StreamedEvent {
  readonly type: string;
  readonly data: string;
}

/** Takes the text of an event stream as it comes. Returns the events that are complete; throws for one that is too long. */
export type EventStreamParser = (text: string) => readonly StreamedEvent[];

const LINE_END = /\r\n|\n|\r(?!$)/;

/** Reads text/event-stream (HTML Standard, 9.2.6). Unlike there, an event without data counts when it has a type. */
export function createEventStreamParser(maxChars: number): EventStreamParser {
  let rest = '';
  let type = '';
  let data: string[] = [];
  let held = 0;

  function take(line: string): StreamedEvent | undefined {
    if (line === '') return dispatch();
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') type = value;
    if (field === 'data') data.push(value);
    held += line.length;
    return undefined;
  }

  function dispatch(): StreamedEvent | undefined {
    const event = type || data.length > 0 ? { type: type || 'message', data: data.join('\n') } : undefined;
    type = '';
    data = [];
    held = 0;
    return event;
  }

  return (text) => {
    const lines = (rest + text).split(LINE_END);
    rest = lines.pop() ?? '';
    const events = lines.flatMap((line) => take(line) ?? []);
    if (held + rest.length > maxChars) throw new Error(`an event is over ${maxChars} characters`);
    return events;
  };
}
