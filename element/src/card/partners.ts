import type { CardElementType } from '@onfile/shared/element-rpc.ts';
import type { Fault } from '../fields/validate.ts';

/** What a split element sends to the number's frame, which sends the card. */
export interface PartnerAnswer {
  readonly text: string;
  readonly fault: Fault | null;
}

type Message =
  /** A frame has joined, and does not know the card's brand yet. */
  | { readonly type: 'hello' }
  | { readonly type: 'code-length'; readonly length: number | null }
  | { readonly type: 'ask'; readonly question: string }
  | {
      readonly type: 'answer';
      readonly question: string;
      readonly from: CardElementType;
      readonly answer: PartnerAnswer;
    };

interface Listener {
  /** Null while the number's brand is unknown. */
  codeLength(length: number | null): void;
  /** Another frame asks for the field's content, and for its faults to be shown. */
  asked(): PartnerAnswer;
  /** A frame has joined. */
  joined(): void;
}

const answerMs = 3000;

/**
 * The split elements of one `elements()`, each in its own frame. They communicate over a channel that only pages of this
 * origin can open, under a name known only to the merchant's page and its frames, so no card data crosses the merchant's
 * page.
 */
export class Partners {
  readonly #type: CardElementType;
  readonly #channel: BroadcastChannel;
  readonly #waiting = new Map<string, (from: CardElementType, answer: PartnerAnswer) => void>();

  constructor(group: string, type: CardElementType, listener: Listener) {
    this.#type = type;
    this.#channel = new BroadcastChannel(`onfile-card-${group}`);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Message>) =>
      this.#hear(data, listener),
    );
    this.#post({ type: 'hello' });
  }

  tellCodeLength(length: number | null): void {
    this.#post({ type: 'code-length', length });
  }

  /** Asks the other elements for their content. Rejects if one does not answer because its frame is gone. */
  ask(types: readonly CardElementType[]): Promise<ReadonlyMap<CardElementType, PartnerAnswer>> {
    const answers = new Map<CardElementType, PartnerAnswer>();
    if (types.length === 0) return Promise.resolve(answers);
    const question = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      const end = setTimeout(() => {
        this.#waiting.delete(question);
        reject(new Error('The card elements of this page did not find each other.'));
      }, answerMs);
      this.#waiting.set(question, (from, answer) => {
        answers.set(from, answer);
        if (!types.every((type) => answers.has(type))) return;
        clearTimeout(end);
        this.#waiting.delete(question);
        resolve(answers);
      });
      this.#post({ type: 'ask', question });
    });
  }

  #hear(message: Message, listener: Listener): void {
    const { type } = message;
    if (type === 'hello') listener.joined();
    else if (type === 'code-length') listener.codeLength(message.length);
    else if (type === 'answer') this.#waiting.get(message.question)?.(message.from, message.answer);
    else {
      const { question } = message;
      this.#post({ type: 'answer', question, from: this.#type, answer: listener.asked() });
    }
  }

  #post(message: Message): void {
    this.#channel.postMessage(message);
  }
}
