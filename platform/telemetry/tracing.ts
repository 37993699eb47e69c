import { type Attributes, context, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { asyncContextManager } from './context.ts';
import { childOf, formatTraceparent, parseTraceparent } from './traceparent.ts';

const TRACER = 'open-supergraph';

context.setGlobalContextManager(asyncContextManager());

let recording = false;

/** False: spans are not kept, and one that nothing else needs may as well not be made. */
export const isRecording = (): boolean => recording;

export interface Tracing {
  /** Sends what is still held back. */
  shutdown(): Promise<void>;
}

export interface TracingOptions {
  /** `service.name` of all spans. */
  readonly service: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Records and exports spans over OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set; the SDK is loaded only then. Without
 * it trace ids are still made and passed on, so that logs and events of one request can be found.
 */
export async function startTracing({ service, env = process.env }: TracingOptions): Promise<Tracing> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return { shutdown: async () => {} };
  const { startExport } = await import('./export.ts');
  const provider = startExport(service);
  recording = true;
  return {
    shutdown: async () => {
      recording = false;
      await provider.shutdown();
    },
  };
}

export interface SpanOptions {
  /** The caller's trace context, as it came; default: that of the span around this one. */
  readonly traceparent?: string | undefined;
  readonly attributes?: Attributes;
}

/**
 * Runs the work inside a span: what it calls, logs and publishes belongs to it. A rejection marks the span failed
 * and is passed on.
 */
export async function withSpan<T>(
  name: string,
  { traceparent, attributes }: SpanOptions,
  run: (span: Span) => Promise<T>,
): Promise<T> {
  const remote = parseTraceparent(traceparent);
  const parent = remote ? trace.setSpanContext(context.active(), remote) : context.active();
  const span = recording
    ? trace.getTracer(TRACER).startSpan(name, { attributes: attributes ?? {} }, parent)
    : trace.wrapSpanContext(childOf(trace.getSpanContext(parent)));
  try {
    return await context.with(trace.setSpan(parent, span), run, undefined, span);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** The trace context to send along with a call, a command or an event; undefined outside any span. */
export function activeTraceparent(): string | undefined {
  const active = trace.getSpanContext(context.active());
  return active && formatTraceparent(active);
}

/** The trace that is being worked on, for logs. */
export const activeTraceId = (): string | undefined => trace.getSpanContext(context.active())?.traceId;
