import type { Admin, Broker, Cluster } from 'kafkajs';
import { pino } from 'pino';
import { clusterOf, createClient } from '../bus/kafka/client.ts';

/** Where a broker keeps what it knows of groups; its partitions by the hash of the group's name. */
const GROUPS_TOPIC = '__consumer_offsets';

/** What the types of kafkajs do not tell of a broker. */
type Coordinator = Broker & { leaveGroup(member: Member): Promise<unknown> };

interface Member {
  readonly groupId: string;
  readonly memberId: string;
}

/**
 * Takes all members out of the groups of a broker that has just started, so that nobody can have joined it: they were
 * killed together with it. Else it would keep their places for the session timeout.
 */
export async function dismissMembers(brokers: readonly string[]): Promise<void> {
  const kafka = createClient(brokers, 'local-stack', pino({ level: 'silent' }));
  const [admin, cluster] = [kafka.admin(), clusterOf(kafka)];
  try {
    await Promise.all([admin.connect(), cluster.connect()]);
    const members = await readMembers(admin);
    await Promise.all(members.map((member) => dismiss(cluster, member)));
  } finally {
    await Promise.allSettled([admin.disconnect(), cluster.disconnect()]);
  }
}

async function readMembers(admin: Admin): Promise<Member[]> {
  if (!(await admin.listTopics()).includes(GROUPS_TOPIC)) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: [GROUPS_TOPIC] });
  await untilLoaded(admin, topics[0]?.partitions.length ?? 0);
  const { groups: names } = await admin.listGroups();
  const { groups } = await admin.describeGroups(names.map(({ groupId }) => groupId));
  return groups.flatMap(({ groupId, members }) => members.map(({ memberId }) => ({ groupId, memberId })));
}

/**
 * Groups that are not loaded yet are missing in a list without a word, but of one that is asked for by name the broker
 * says so, and is asked again. Names of one character have its code for their hash: these are one for each partition.
 */
async function untilLoaded(admin: Admin, partitions: number): Promise<void> {
  const names = Array.from({ length: partitions }, (_, n) => String.fromCharCode('a'.charCodeAt(0) + n));
  await admin.describeGroups(names);
}

async function dismiss(cluster: Cluster, member: Member): Promise<void> {
  const coordinator = (await cluster.findGroupCoordinator(member)) as Coordinator;
  await coordinator.leaveGroup(member);
}
