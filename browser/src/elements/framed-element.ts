import type {
  CardAnswer,
  CardElementState,
  CardElementType,
  CardRequest,
  ConfirmOutcome,
  ConfirmRequest,
  EmailElementState,
  EmailElementType,
  FrameMethods,
  PaymentElementState,
  SavedPaymentMethodChange,
} from '@onfile/shared/element-rpc.ts';
import type { RemoteProxy } from 'penpal';
import type { PageElement } from './page-element.ts';

export type ElementType = 'payment' | CardElementType | EmailElementType;
export type State = PaymentElementState | CardElementState | EmailElementState;
export type Frame = RemoteProxy<FrameMethods>;

/** What an element needs from what it belongs to. */
export interface ElementHost {
  readonly origin: string;
  /** Shows the element's current state in its frame; does nothing while what it shows is still loading. */
  render(frame: Frame, element: FramedElement): Promise<unknown> | undefined;
  /** What was typed, or the element's place on the page, changed. */
  changed(): void;
  /** The buyer changed or removed a saved card in the frame. */
  savedChanged(change: SavedPaymentMethodChange): void;
  /** Another element of the same page. */
  sibling(type: CardElementType): FramedElement | null;
}

/** An element in a frame, as the script sees it. */
export interface FramedElement {
  readonly type: ElementType;
  /** The object that the page holds. */
  readonly page: FramedPageElement;
  readonly state: State;
  readonly options: object;
  readonly destroyed: boolean;
  /** Whether its frame is on the page: a page may remove the container without notice. */
  readonly mounted: boolean;
  /** Shows the element's current state. */
  render(): void;
  sibling(type: CardElementType): FramedElement | null;
  validate(): Promise<{ message: string; code: string } | null>;
  refuse(message: string): Promise<void>;
  confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
  send(request: CardRequest): Promise<CardAnswer>;
}

export interface FramedPageElement extends PageElement {
  /** The element behind it: a page may pass back a proxy or a copy of the object. */
  readonly _element: () => FramedElement;
}
