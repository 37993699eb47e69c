import { workMetrics } from 'platform/telemetry/metrics';
import { withSpan } from 'platform/telemetry/tracing';
import type { Registry } from 'prom-client';
import { selectedOperation } from '../operations/selected-operation.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface TelemetryOptions {
  readonly metrics: Registry;
}

/** A span around each operation, in the trace the request came with, and `gateway_operations_*` metrics. */
export function useTelemetry({ metrics }: TelemetryOptions): GatewayPlugin {
  const operations = workMetrics(metrics, {
    name: 'gateway_operations',
    help: 'Executed operations; outcome error: with at least one error in the answer',
    labels: ['type'],
  });
  return {
    name: 'telemetry',
    wrapExecute: (next) => (state, request) => {
      const { operation, name } = selectedOperation(request.document, request.operationName);
      const { traceparent, requestId } = request.context;
      const attributes = {
        'graphql.operation.type': operation,
        'graphql.operation.name': name?.value ?? '',
        'request.id': requestId,
      };
      return withSpan('graphql.operation', { traceparent, attributes }, () =>
        operations.measure(
          { type: operation },
          () => next(state, request),
          ({ errors }) => errors !== undefined && errors.length > 0,
        ),
      );
    },
  };
}
