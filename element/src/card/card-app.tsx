import { brandOf, cardBrands } from '@onfile/shared/card-brands.ts';
import type {
  CardAnswer,
  CardElementSettings,
  CardFrameMethods,
  CardRequest,
} from '@onfile/shared/element-rpc.ts';
import { render } from 'preact';
import { admitCardSettings } from '../admit/settings.ts';
import { applyFonts } from '../appearance/appearance.ts';
import { type Outer, tellOfFocus } from '../connect.ts';
import { fixFields } from '../fields/field-size.ts';
import { type Fault, isFull } from '../fields/validate.ts';
import { alreadySending, notReady } from '../integration-error.ts';
import { PageAround } from '../page-around.ts';
import { languageFor, loadTexts, speak } from '../texts/texts.ts';
import { type CardActions, CardFields } from './card-field.tsx';
import {
  type CardField,
  type CardModel,
  cardFaults,
  cardFieldFault,
  cardFields,
  cardStateOf,
  isLong,
  newCardModel,
  renewedCard,
} from './card-model.ts';
import { cardStyleCss } from './card-style.ts';
import { type PartnerAnswer, Partners } from './partners.ts';
import { sendCard } from './send-card.ts';

const inputNames: Readonly<Record<CardField, string>> = {
  number: 'cardnumber',
  expiry: 'exp-date',
  cvc: 'cvc',
  postalCode: 'postal',
};

/** A combined or split card element. */
export class CardApp {
  readonly #root: HTMLElement;
  readonly #around: PageAround;
  readonly #sheet = new CSSStyleSheet();
  #model: CardModel | null = null;
  #partners: Partners | null = null;
  #asked: CardElementSettings | null = null;

  constructor(root: HTMLElement, outer: Outer) {
    this.#root = root;
    this.#around = new PageAround(root, outer);
    document.adoptedStyleSheets.push(this.#sheet);
  }

  methods(): CardFrameMethods {
    return {
      renderCard: (settings) => this.#show(admitCardSettings(settings)),
      useFonts: applyFonts,
      focus: async () => this.#focus(this.#model === null ? undefined : cardFields(this.#model)[0]),
      blur: async () => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      },
      clear: async () => {
        this.#change(() => ({ values: { number: '', expiry: '', cvc: '', postalCode: '' }, faults: {} }));
        this.#tellBrand();
      },
      send: (request) => this.#send(request),
    };
  }

  watch(): void {
    new ResizeObserver(() => this.#around.tellHeight()).observe(this.#root);
    addEventListener('animationstart', () => this.#tellState());
    tellOfFocus((word) => this.#around.tell(word));
    if (this.#model !== null) this.#around.becomeReady(null);
  }

  async #show(settings: CardElementSettings): Promise<void> {
    this.#asked = settings;
    const language = languageFor(settings.locale);
    const texts = await loadTexts(language);
    // Another call came while the language was loading, and its settings are the ones to show.
    if (this.#asked !== settings) return;
    speak(language);
    this.#sheet.replaceSync(cardStyleCss(settings.options.style));
    fixFields('CardField', 'InputElement', '.CardField > [class^="CardField-"]');
    this.#set(
      this.#model === null ? newCardModel(settings, texts) : renewedCard(this.#model, settings, texts),
    );
    if (settings.type !== 'card') this.#partners ??= this.#meet(settings);
    this.#around.becomeReady(null);
  }

  #meet(settings: CardElementSettings): Partners {
    return new Partners(settings.group, settings.type, {
      joined: () => this.#tellBrand(),
      codeLength: (codeLength) => {
        if (settings.type === 'cardCvc') this.#change(() => ({ codeLength }));
      },
      asked: () => this.#answer(),
    });
  }

  /** What this field holds, for the number's frame, which sends the card; faults are shown here. */
  #answer(): PartnerAnswer {
    const model = this.#model;
    const field = model === null ? undefined : cardFields(model)[0];
    if (model === null || field === undefined) return { text: '', fault: null };
    return { text: model.values[field], fault: this.#validate() };
  }

  #validate(): Fault | null {
    const model = this.#model;
    if (model === null) return null;
    const faults = cardFaults(model, new Date());
    this.#change(() => ({ faults }));
    const first = cardFields(model).find((field) => faults[field] !== undefined);
    return (first !== undefined && faults[first]) || null;
  }

  async #send(request: CardRequest): Promise<CardAnswer> {
    const model = this.#model;
    if (model === null) throw notReady();
    if (model.busy) throw alreadySending();
    const { partners = [] } = request;
    const own = this.#validate();
    const others = await this.#partners?.ask(partners);
    const fault = own ?? partners.map((type) => others?.get(type)?.fault).find((found) => found);
    if (fault) return { type: 'refused', error: { type: 'validation_error', ...fault } };
    this.#change(() => ({ busy: true }));
    try {
      return await sendCard(model, request, {
        expiry: others?.get('cardExpiry')?.text ?? model.values.expiry,
        cvc: others?.get('cardCvc')?.text ?? model.values.cvc,
      });
    } finally {
      this.#change(() => ({ busy: false }));
    }
  }

  #set(model: CardModel): void {
    this.#model = model;
    render(<CardFields model={model} actions={this.#actions} />, this.#root);
    this.#tellState();
  }

  #change(change: (model: CardModel) => Partial<CardModel>): void {
    if (this.#model !== null) this.#set({ ...this.#model, ...change(this.#model) });
  }

  readonly #actions: CardActions = {
    type: (field, text) => this.#type(field, text),
    leave: (field) =>
      this.#change((model) => {
        const fault = model.values[field] === '' ? null : cardFieldFault(model, field, new Date());
        return fault === null ? {} : { faults: { ...model.faults, [field]: fault } };
      }),
    back: (field) => {
      const fields = this.#model === null ? [] : cardFields(this.#model);
      this.#focus(fields[fields.indexOf(field) - 1]);
    },
  };

  #type(field: CardField, text: string): void {
    this.#change((model) => {
      const faults = { ...model.faults };
      delete faults[field];
      const typed = { ...model, values: { ...model.values, [field]: text }, faults };
      const fault = isLong(typed, field) ? cardFieldFault(typed, field, new Date()) : null;
      return fault === null ? typed : { ...typed, faults: { ...faults, [field]: fault } };
    });
    if (field === 'number') this.#tellBrand();
    const model = this.#model;
    if (model === null || field === 'postalCode') return;
    const fields = cardFields(model);
    const next = fields[fields.indexOf(field) + 1];
    const values = { ...model.values, country: '', name: '', email: '', phone: '' };
    const done = isFull(field, values) && cardFieldFault(model, field, new Date()) === null;
    if (done && next !== undefined && model.values[next] === '') queueMicrotask(() => this.#focus(next));
  }

  #focus(field: CardField | undefined): void {
    if (field === undefined) return;
    this.#root.querySelector<HTMLInputElement>(`input[name="${inputNames[field]}"]`)?.focus();
  }

  /** Tells the security code's frame how many digits the brand's code has. */
  #tellBrand(): void {
    if (this.#model?.settings.type !== 'cardNumber') return;
    const brand = brandOf(this.#model.values.number.replaceAll(' ', ''));
    this.#partners?.tellCodeLength(brand === 'unknown' ? null : cardBrands[brand].securityCodeLength);
  }

  #tellState(): void {
    if (this.#model === null) return;
    const autofilled = this.#root.querySelector('input:autofill') !== null;
    this.#around.tellState(cardStateOf(this.#model, new Date(), autofilled));
  }
}
