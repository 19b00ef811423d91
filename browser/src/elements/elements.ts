import type { ElementsSession } from '@onfile/shared/elements-session.ts';
import type { StripeElementType, StripeError } from '@stripe/stripe-js';
import type { Context } from '../context.ts';
import type { ElementsOptions } from './elements-options.ts';
import type { ElementType, Frame, FramedElement, FramedPageElement } from './framed-element.ts';
import type { AddressStandIn, StandInPageElement, TaxIdStandIn } from './stand-in.ts';

/** The elements of one page without Checkout, as the script sees them. */
export interface ElementsGroup {
  readonly context: Context;
  /** How the frames of split elements find each other. */
  readonly id: string;
  readonly options: ElementsOptions;
  /** Loads an intent, renders and submits. */
  readonly engine: Promise<ElementsEngine>;
  find(type: ElementType): FramedElement | null;
  renderAll(): void;
}

type Submitted =
  | { error?: StripeError; selectedPaymentMethod?: undefined }
  | { selectedPaymentMethod: string };

type OtherType = Exclude<StripeElementType, ElementType | 'address' | 'taxId'>;

/** What `stripe.elements()` returns: functions that need no `this`. */
export interface Elements {
  create(type: ElementType, options?: object): FramedPageElement;
  create(type: 'address', options?: object): AddressStandIn;
  create(type: 'taxId', options?: object): TaxIdStandIn;
  create(type: OtherType, options?: object): StandInPageElement;
  getElement(type: ElementType): FramedPageElement | null;
  getElement(type: 'address', options?: { readonly mode?: string }): AddressStandIn | null;
  getElement(type: 'taxId'): TaxIdStandIn | null;
  getElement(type: OtherType): StandInPageElement | null;
  update(options: object): Promise<void>;
  on(name: 'update-end', handler: () => void): void;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
  submit(): Promise<Submitted>;
  /** The group behind it: a page may pass back a proxy or a copy of the object. */
  readonly _group: () => ElementsGroup;
}

/** Drives the elements of a page without Checkout: their session, their frames, their submission. */
export interface ElementsEngine {
  /** Whether `submit()` has checked the buyer's input since it last changed. */
  readonly submitted: boolean;
  render(frame: Frame, element: FramedElement): Promise<void>;
  /** Options changed: whatever depends on them is reloaded and shown. */
  changed(): Promise<void>;
  fetchUpdates(): Promise<{ error?: { message: string; status?: string } }>;
  submit(): Promise<Submitted>;
  /** The buyer changed something, so it must be submitted again. */
  touched(): void;
  /** The buyer changed or removed a saved card. */
  savedChanged(saved: ElementsSession['saved_payment_methods']): void;
}
