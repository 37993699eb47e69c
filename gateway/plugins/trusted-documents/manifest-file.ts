import type { Logger } from 'pino';
import { changedText } from 'platform/config/changed-text';
import { StartupError } from 'platform/local-stack/startup-error';
import { type Manifest, manifestOf, parseManifest } from './manifest.ts';

const LOOK_INTERVAL_MS = 5_000;

export interface ManifestFile {
  get(): Manifest;
  close(): void;
}

/** There are no trusted documents. */
export const noManifest: ManifestFile = { get: () => NONE, close: () => {} };
const NONE = manifestOf([]);

/**
 * Reads a manifest and follows the file. A new one that cannot be read leaves the one before, and is logged; the first
 * one must be in order: rejects with a StartupError otherwise.
 */
export async function followManifest(
  file: string,
  { onChange, logger }: { readonly onChange: (manifest: Manifest) => void; readonly logger: Logger },
): Promise<ManifestFile> {
  const read = changedText(file);
  let current = NONE;

  async function look(): Promise<void> {
    const json = await read();
    if (json === undefined) return;
    current = parseManifest(json);
    logger.info({ file, documents: current.documents.length }, 'trusted documents are loaded');
    onChange(current);
  }

  await look().catch((error: Error) => {
    throw new StartupError(`The trusted documents ${file} cannot be loaded: ${error.message}.`);
  });
  const timer = setInterval(() => {
    look().catch((err) =>
      logger.error({ err, file }, 'trusted documents do not load: those before serve on'),
    );
  }, LOOK_INTERVAL_MS).unref();
  return { get: () => current, close: () => clearInterval(timer) };
}
