import { brandOf, networksOf } from '@onfile/shared/card-brands.ts';
import type {
  CardAnswer,
  CardRequest,
  ConfirmOutcome,
  ConfirmRequest,
  ElementSettings,
  PaymentElementState,
  PaymentFrameMethods,
} from '@onfile/shared/element-rpc.ts';
import type { ElementPage } from '@onfile/shared/elements-session.ts';
import { render } from 'preact';
import { admitPage } from '../admit/page.ts';
import { admitSettings } from '../admit/settings.ts';
import { applyAppearance, applyFonts, branded } from '../appearance/appearance.ts';
import { classesOf } from '../appearance/appearance-css.ts';
import { type Outer, tellOfFocus } from '../connect.ts';
import { fixFields } from '../fields/field-size.ts';
import { type FieldName, isFull } from '../fields/validate.ts';
import { alreadySending, notReady } from '../integration-error.ts';
import { PageAround } from '../page-around.ts';
import { languageFor, loadTexts, speak } from '../texts/texts.ts';
import { type Actions, App } from './app.tsx';
import { confirm } from './confirm.ts';
import { ConsentView } from './consent-view.ts';
import { namesOf } from './field-names.ts';
import {
  faultsOf,
  fieldsOf,
  type Model,
  newModel,
  renewed,
  type Surface,
  stateOf,
  typedInto,
} from './model.ts';
import { type SavedActions, savedActions } from './saved-card-actions.ts';
import { send } from './send.ts';

const typedFields: readonly FieldName[] = ['number', 'expiry', 'cvc'];

/** The form: holds the model, renders it, and talks to the page around its frame, if it is in one. */
export class PaymentApp {
  readonly #surface: Surface;
  readonly #root: HTMLElement;
  readonly #around: PageAround;
  readonly #view: ConsentView;
  #model: Model | null = null;
  /** The settings requested last; their language may still be loading. */
  #asked: ElementSettings | null = null;
  #toldCard = '';
  readonly #saved: SavedActions;

  constructor(surface: Surface, root: HTMLElement, outer: Outer) {
    this.#surface = surface;
    this.#root = root;
    this.#around = new PageAround(root, outer);
    this.#view = new ConsentView(root);
    this.#saved = savedActions({
      model: () => this.#model,
      change: (change) => this.#change(change),
      around: this.#around,
      focusChoice: () => {
        const chosen = root.querySelector<HTMLInputElement>('input[name="savedPaymentMethod"]:checked');
        if (chosen === null) this.#focus('number');
        else chosen.focus();
      },
    });
  }

  methods(): PaymentFrameMethods {
    return {
      render: (settings, page) => this.#show(admitSettings(settings), admitPage(page)),
      useFonts: applyFonts,
      focus: async () => this.#focus(this.#model === null ? undefined : fieldsOf(this.#model)[0]),
      blur: async () => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      },
      clear: async () => this.#clear(),
      validate: async () => this.#validate(),
      refuse: async (refusal) => this.#change(() => ({ refusal })),
      confirm: (request) => this.#confirm(request),
      send: (request) => this.#send(request),
    };
  }

  /** Tells the surrounding page about height, focus and Escape from now on. */
  watch(): void {
    new ResizeObserver(() => this.#around.tellHeight()).observe(document.documentElement);
    tellOfFocus((word) => this.#around.tell(word));
    // The style sheet animates what the browser fills in, because no event reports it.
    addEventListener('animationstart', () => {
      if (this.#model !== null) this.#around.tellState(this.#stateOf(this.#model));
    });
    if (this.#model !== null) this.#around.becomeReady(this.#stateOf(this.#model));
  }

  async #show(settings: ElementSettings, page: ElementPage): Promise<void> {
    this.#asked = settings;
    const language = languageFor(settings.locale);
    const texts = await loadTexts(language);
    // Another call came while the language was loading, and its settings are the ones to show.
    if (this.#asked !== settings) return;
    speak(language);
    document.documentElement.classList.toggle('dark', settings.appearance.theme === 'night');
    applyAppearance(branded(settings.appearance, page.business.color));
    fixFields(classesOf(settings.appearance), 'Input', '.p-Input, .p-Select');
    const model =
      this.#model === null
        ? newModel(this.#surface, settings, page, texts)
        : renewed(this.#model, settings, page, texts);
    this.#set(model);
    this.#around.becomeReady(this.#stateOf(model));
  }

  #set(model: Model): void {
    this.#model = model;
    render(<App model={model} actions={this.#actions()} />, this.#root);
    this.#view.watch();
    this.#around.tellState(this.#stateOf(model));
  }

  #change(change: (model: Model) => Partial<Model>): void {
    if (this.#model !== null) this.#set({ ...this.#model, ...change(this.#model) });
  }

  #actions(): Actions {
    return {
      type: (field, text) => this.#type(field, text),
      leave: (field) =>
        this.#change((model) => {
          const fault = model.values[field] === '' ? undefined : faultsOf(model, new Date())[field];
          return fault === undefined ? {} : { faults: { ...model.faults, [field]: fault } };
        }),
      savePaymentMethod: (checked) =>
        this.#change(() => ({ savePaymentMethod: checked, boxSeen: checked && this.#view.boxInView() })),
      prefer: (preferredNetwork) => this.#change(() => ({ preferredNetwork })),
      ...this.#saved,
    };
  }

  #type(field: FieldName, text: string): void {
    const before = this.#model?.values.number;
    this.#change((model) => {
      const faults = { ...model.faults };
      delete faults[field];
      // Another country needs another postal code, or none.
      if (field === 'country') delete faults.postalCode;
      return { ...typedInto(model, field, text), faults, refusal: null };
    });
    const model = this.#model;
    if (model === null) return;
    if (field === 'number' && before !== model.values.number)
      this.#tellCard(model.values.number.replaceAll(' ', ''));
    const next = fieldsOf(model)[fieldsOf(model).indexOf(field) + 1];
    const active = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
    const atEnd = active?.id === namesOf(model, field).id && active.selectionEnd === active.value.length;
    // The focus moves on from a field that is full and valid if the buyer was typing at its end and the next one is empty.
    // `12 / 20` keeps it: it is in the past, and may be on its way to 2034.
    if (
      typedFields.includes(field) &&
      atEnd &&
      isFull(field, model.values) &&
      faultsOf(model, new Date())[field] === undefined &&
      next !== undefined &&
      model.values[next] === ''
    ) {
      queueMicrotask(() => this.#focus(next));
    }
  }

  /** `given` is what the page supplies itself. */
  #validate(given: ReadonlySet<FieldName> = new Set()): { message: string; code: string } | null {
    const model = this.#model;
    if (model === null) return null;
    const faults = faultsOf(model, new Date());
    for (const field of given) delete faults[field];
    this.#change(() => ({ faults }));
    const first = fieldsOf(model).find((field) => faults[field] !== undefined);
    if (first !== undefined) this.#focus(first);
    return (first !== undefined && faults[first]) || null;
  }

  async #confirm(request: ConfirmRequest): Promise<ConfirmOutcome> {
    const model = this.#idle();
    const fault = this.#validate(new Set(request.phoneNumber === undefined ? [] : ['phone']));
    if (fault !== null) return { type: 'validation', ...fault };
    this.#change(() => ({ busy: true, refusal: null }));
    const outcome = await confirm(this.#model ?? model, request, this.#view.termsInView());
    this.#change(() => ({ busy: false, refusal: outcome.type === 'error' ? outcome.error.message : null }));
    return outcome;
  }

  async #send(request: CardRequest): Promise<CardAnswer> {
    const model = this.#idle();
    const fault = this.#validate();
    if (fault !== null) return { type: 'refused', error: { type: 'validation_error', ...fault } };
    this.#change(() => ({ busy: true, refusal: null }));
    const answer = await send(this.#model ?? model, request, this.#view.termsInView());
    const refusal = answer.type === 'refused' && isForBuyer(answer.error.type) ? answer.error.message : null;
    this.#change(() => ({ busy: false, refusal }));
    return answer;
  }

  #idle(): Model {
    if (this.#model === null) throw notReady();
    if (this.#model.busy) throw alreadySending();
    return this.#model;
  }

  #clear(): void {
    this.#change((model) => ({
      values: { ...model.values, number: '', expiry: '', cvc: '', postalCode: '' },
      faults: {},
      refusal: null,
      savePaymentMethod: false,
      preferredNetwork: null,
    }));
  }

  #focus(field: FieldName | undefined): void {
    if (this.#model === null || field === undefined) return;
    document.getElementById(namesOf(this.#model, field).id)?.focus();
  }

  #stateOf(model: Model): PaymentElementState {
    return stateOf(model, new Date(), this.#root.querySelector('input:autofill') !== null);
  }

  #tellCard(digits: string): void {
    const brands = brandOf(digits) === 'unknown' ? null : networksOf(digits);
    const told = brands?.join() ?? '';
    // Once per change of what it reports, not once per digit.
    if (told === this.#toldCard) return;
    this.#toldCard = told;
    this.#around.tell((outer) => outer.cardDetailsChanged(brands));
  }
}

/** Something the buyer can fix, unlike a mistake of the page. */
function isForBuyer(type: string): boolean {
  return type === 'card_error' || type === 'api_connection_error';
}
