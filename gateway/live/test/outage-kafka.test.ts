import { describe } from '@jest/globals';
import pino from 'pino';
import { openKafkaBus } from 'platform/bus/kafka/bus';
import { startKafka } from 'platform/local-stack/kafka';
import { testKafka } from 'platform/testing/kafka';
import { outageSuite } from './outage.ts';

const canRun = (await testKafka()) !== undefined;

(canRun ? describe : describe.skip)("Kafka's broker", () => {
  outageSuite({
    async start(dataDir, wantedPort) {
      const { brokers, pid, exited, stop } = await startKafka({ dataDir, port: wantedPort });
      const [address = ''] = brokers;
      const kill = () => {
        process.kill(pid, 'SIGKILL');
        return exited;
      };
      return { address, port: Number(address.split(':')[1]), kill, stop };
    },
    open: (address) =>
      openKafkaBus({ brokers: [address], clientId: 'live', logger: pino({ level: 'silent' }) }),
  });
});
