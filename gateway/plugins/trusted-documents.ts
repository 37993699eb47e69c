import type { Logger } from 'pino';
import { PlatformError } from 'platform/errors/errors';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { counterOf, gaugeOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import type { TrustedDocumentsSettings } from '../config/trusted-documents.ts';
import type { GraphQLRequest } from '../http/request.ts';
import { documentIdOf, sha256Of, withText } from '../operations/document-id.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { GatewayPlugin } from './plugin.ts';
import type { Manifest } from './trusted-documents/manifest.ts';
import { followManifest, noManifest } from './trusted-documents/manifest-file.ts';
import { type AdmitCost, review } from './trusted-documents/review.ts';

export interface TrustedDocumentsOptions extends TrustedDocumentsSettings {
  readonly admitCost: AdmitCost;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/** Untrusted documents that were logged: each is logged once. */
const MAX_LOGGED = 1_000;

/** Findings of one review that are logged; the metric has the number of all. */
const MAX_LOGGED_FINDINGS = 20;

/**
 * Serves the documents of a manifest by their ids, and other documents as the mode says. The entries of a manifest never
 * end by themselves: to take one out when nobody uses it any more is for who writes the manifest.
 */
export async function useTrustedDocuments(options: TrustedDocumentsOptions): Promise<GatewayPlugin> {
  const { mode, manifest: file, logger } = options;
  const reviewer = createReviewer(options);
  const manifest = file ? await followManifest(file, { onChange: reviewer.onManifest, logger }) : noManifest;
  const untrusted = untrustedDocuments(options);
  return {
    name: 'trusted-documents',
    onSupergraph: reviewer.onSupergraph,
    onRequest(request) {
      const { textOf, trusts } = manifest.get();
      const text = request.query || textOf(documentIdOf(request) ?? '');
      if (text !== undefined && trusts(text)) return withText(request, text);
      if (mode === 'off') return request;
      untrusted.found(request);
      if (mode === 'log') return request;
      throw request.query
        ? new PlatformError('UNTRUSTED_DOCUMENT', 'The document is not one of those that are served.')
        : new PlatformError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    },
    close() {
      manifest.close();
      reviewer.close();
    },
  };
}

/** Counts and logs, never with the text: it may hold values. */
function untrustedDocuments({ mode, logger, metrics }: TrustedDocumentsOptions) {
  const logged = createBoundedCache<string, true>(MAX_LOGGED);
  const requests = counterOf(metrics, {
    name: 'gateway_untrusted_documents_total',
    help: 'Requests with a document that is not trusted',
    labels: ['mode'],
  });
  return {
    found(request: GraphQLRequest): void {
      requests.inc({ mode });
      const hash = request.query ? sha256Of(request.query) : documentIdOf(request);
      if (hash === undefined || logged.get(hash)) return;
      logged.set(hash, true);
      logger.warn({ hash, operationName: request.operationName }, 'a document is not trusted');
    },
  };
}

/** Looks at the documents again when the manifest or the supergraph is another one. */
function createReviewer({ admitCost, logger, metrics }: TrustedDocumentsOptions) {
  const faulty = gaugeOf(metrics, {
    name: 'gateway_trusted_documents_faulty',
    help: 'Trusted documents that the newest supergraph would refuse',
    labels: ['fault'],
  });
  let manifest: Manifest | undefined;
  let state: SupergraphState | undefined;
  let running = new AbortController();

  async function look(): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    if (!manifest || !state) return;
    const findings = await review(manifest, state, admitCost, signal);
    if (signal.aborted) return;
    for (const fault of ['invalid', 'costly'] as const)
      faulty.set({ fault }, findings.filter((finding) => finding.fault === fault).length);
    for (const { document, fault, message } of findings.slice(0, MAX_LOGGED_FINDINGS))
      logger.warn(
        { id: document.id, name: document.name, fault },
        `a trusted document is refused: ${message}`,
      );
  }

  return {
    onManifest(next: Manifest): void {
      manifest = next;
      void look();
    },
    onSupergraph(next: SupergraphState): void {
      state = next;
      void look();
    },
    close: () => running.abort(),
  };
}
