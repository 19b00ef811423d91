import { EventEmitter } from 'node:events';
import type { Neighbours } from './neighbours.ts';

/** What every process wants to hear of: new work, or changes to something it has cached. */
const sharedTopics = ['accounts', 'deliveries', 'events', 'faults'] as const;
/** Heard only in the process that captured: it checks for news from the network, and two that do would only collide. */
type OwnTopic = 'captures';
export type Topic = (typeof sharedTopics)[number] | OwnTopic;

/** `account` is the one that the announcement is about; null if announcements about any account may have been lost. */
export type TopicListener = (account: string | null) => void;

/** Announcements between the parts of a server, and between all servers on the database. */
export interface Announcements {
  /** Announces what has been committed. Resolves once it is sent to the other processes, or cannot be. */
  announce(topic: Topic, account: string): Promise<void>;
  /**
   * Calls `listener` after each commit that announced the topic. Returns a function that ends this. Announcements from
   * other processes may get lost, so every listener also polls.
   */
  onAnnounced(topic: Topic, listener: TopicListener): () => void;
}

export function createAnnouncements(neighbours: Neighbours): Announcements {
  const emitter = new EventEmitter();
  // Everyone who has the dashboard open is a listener.
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
