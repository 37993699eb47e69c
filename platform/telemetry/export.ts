import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const MAX_QUEUED_SPANS = 4_096;
const EXPORT_TIMEOUT_MS = 10_000;

/** Exports spans in batches; the endpoint and headers are OTLP's own environment variables. Over the bound spans are dropped. */
export function startExport(service: string): NodeTracerProvider {
  process.env.OTEL_SERVICE_NAME ??= service;
  const provider = new NodeTracerProvider({
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter(), {
        maxQueueSize: MAX_QUEUED_SPANS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  trace.setGlobalTracerProvider(provider);
  return provider;
}
