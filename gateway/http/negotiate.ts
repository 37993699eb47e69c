import { createBoundedCache } from 'platform/kernel/bounded-cache';

/** The media types of answers. `application/json` is for clients of before GraphQL over HTTP was specified. */
export const ANSWER_TYPES = ['application/json', 'application/graphql-response+json'] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

/** The media types of answers that are streams. Plain `multipart/mixed` is another protocol's, which is not served. */
export const STREAM_TYPES = ['text/event-stream', 'multipart/mixed;subscriptionspec=1.0'] as const;
export type StreamType = (typeof STREAM_TYPES)[number];

export const isStreamType = (type: AnswerType | StreamType): type is StreamType =>
  STREAM_TYPES.some((stream) => stream === type);

/**
 * The type of the answer to a request that is refused. Who wants nothing but a stream is told by the status, since he
 * does not read JSON: so it is the type that has one for each error.
 */
export const refusalType = (accept: string | undefined): AnswerType =>
  preferred(accept, ANSWER_TYPES) ??
  (preferred(accept, STREAM_TYPES) ? 'application/graphql-response+json' : 'application/json');

/** One media range of an Accept header. */
interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** `name=value`, in lower case and without quotes. */
  readonly parameters: readonly string[];
  readonly quality: number;
  readonly position: number;
}

/** Accept headers that were read; clients send few different ones. */
const MAX_KNOWN_HEADERS = 100;
const known = createBoundedCache<string, readonly MediaRange[]>(MAX_KNOWN_HEADERS);

/**
 * The offer that an Accept header prefers: by quality, then by how exactly it is named, then by its place in the
 * header (RFC 9110, 12.5.1). The first one when there is no header; undefined when none is acceptable.
 */
export function preferred<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): Offer | undefined {
  if (!accept) return offers[0];
  const ranges = known.get(accept) ?? parseAccept(accept);
  known.set(accept, ranges);
  let best: { readonly offer: Offer; readonly range: MediaRange } | undefined;
  for (const offer of offers) {
    const range = rangeOf(offer, ranges);
    if (range && range.quality > 0 && (!best || isBefore(range, best.range))) best = { offer, range };
  }
  return best?.offer;
}

/** Commas and semicolons inside quotes separate nothing. */
const ELEMENTS = /(?:[^,"]|"(?:\\.|[^"\\])*")+/g;
const PARAMETERS = /(?:[^;"]|"(?:\\.|[^"\\])*")+/g;

const parseAccept = (accept: string): readonly MediaRange[] =>
  (accept.match(ELEMENTS) ?? []).flatMap((element, position) => {
    const [range = '', ...parameters] = (element.match(PARAMETERS) ?? []).map((part) => part.trim());
    const [type, subtype] = range.toLowerCase().split('/');
    if (!type || !subtype || !acceptsUtf8(parameters)) return [];
    const plain = parameters.map((parameter) => parameter.toLowerCase().replaceAll(/[\s"]/g, ''));
    return [{ type, subtype, parameters: plain, quality: qualityOf(parameters), position }];
  });

function qualityOf(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => /^q=/i.test(parameter))?.slice('q='.length);
  const quality = text === undefined ? 1 : Number(text);
  return quality >= 0 && quality <= 1 ? quality : 0;
}

/** Answers are UTF-8; other parameters of a range say nothing about JSON. */
const acceptsUtf8 = (parameters: readonly string[]): boolean =>
  parameters.every((parameter) => !/^charset=/i.test(parameter) || /^charset="?utf-?8"?$/i.test(parameter));

/** The range that says most exactly whether an offer is acceptable; one with a parameter must be asked for by it. */
function rangeOf(offer: string, ranges: readonly MediaRange[]): MediaRange | undefined {
  const [mediaType = '', parameter] = offer.split(';');
  const [type, subtype] = mediaType.split('/');
  const matching = ranges.filter(
    (range) =>
      (parameter === undefined || range.parameters.includes(parameter)) &&
      (range.type === '*' || (range.type === type && (range.subtype === '*' || range.subtype === subtype))),
  );
  return matching.reduce<MediaRange | undefined>(
    (best, range) => (best && exactness(best) >= exactness(range) ? best : range),
    undefined,
  );
}

const exactness = ({ type, subtype }: MediaRange): number => (type === '*' ? 0 : subtype === '*' ? 1 : 2);

const isBefore = (one: MediaRange, other: MediaRange): boolean =>
  (one.quality - other.quality || exactness(one) - exactness(other) || other.position - one.position) > 0;
