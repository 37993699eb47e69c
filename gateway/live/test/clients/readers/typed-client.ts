import { createClient } from '../../../../../clients/typescript/client.ts';
import { TransactionPostedDocument } from '../../../../../clients/typescript/documents.ts';
import type { OpenReader } from '../reader.ts';

/** Our own client: what it does when a connection is lost its reader does not see. */
export const typedClient: OpenReader = ({ url, token }) => {
  const seen: string[] = [];
  const client = createClient({ url, token });
  const events = client.subscribe(TransactionPostedDocument, {});
  const read = async () => {
    for await (const { data } of events) if (data) seen.push(data.transactionPosted.transaction.id);
  };
  void read();
  return {
    seen,
    stop() {
      void events.return();
      void client.close();
    },
  };
};
