import { EventEmitter } from 'node:events';
import type { Neighbours } from './neighbours.ts';

/** What all processes wait for: work of this kind, or changes of what they remember. */
const sharedTopics = ['accounts', 'deliveries', 'events', 'faults'] as const;
/** The process that captures looks at once for what the network tells of it; two that do stand in each other's way. */
type OwnTopic = 'captures';
export type Topic = (typeof sharedTopics)[number] | OwnTopic;

/** Of which account it is told; null when what was told of any may have been lost. */
export type TopicListener = (account: string | null) => void;

/** What parts of the server tell each other, in every process on the database. */
export interface Announcements {
  /** Tells all who listen of what was committed before; resolves once that is sent to the other processes, or cannot be. */
  announce(topic: Topic, account: string): Promise<void>;
  /**
   * Calls `listener` after each commit that announced the topic; returns what ends that. What other processes announce may
   * be lost, so whoever listens looks from time to time as well.
   */
  onAnnounced(topic: Topic, listener: TopicListener): () => void;
}

export function createAnnouncements(neighbours: Neighbours): Announcements {
  const emitter = new EventEmitter();
  // Whoever looks at the dashboard listens.
  emitter.setMaxListeners(0);
  neighbours.hear((message) => {
    const [topic = '', account = null] = message?.split(' ') ?? [];
    for (const each of sharedTopics) if (message === null || each === topic) emitter.emit(each, account);
  });
  return {
    announce: async (topic, account) => {
      emitter.emit(topic, account);
      if (topic !== 'captures') await neighbours.tell(`${topic} ${account}`);
    },
    onAnnounced: (topic, listener) => {
      emitter.on(topic, listener);
      return () => emitter.off(topic, listener);
    },
  };
}
