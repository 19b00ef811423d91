import { languageOf } from '@onfile/shared/consent-texts.ts';
import type {
  EmailElementSettings,
  EmailElementState,
  EmailFrameMethods,
  OuterMethods,
} from '@onfile/shared/element-rpc.ts';
import type { RemoteProxy } from 'penpal';
import { render } from 'preact';
import { admitEmailSettings } from '../admit/settings.ts';
import { applyAppearance, applyFonts, branded } from '../appearance.ts';
import { classesOf } from '../appearance-css.ts';
import { type Outer, tellOfFocus } from '../connect.ts';
import { Field } from '../field.tsx';
import { fixFields } from '../field-size.ts';
import { loadTexts, type Texts } from '../texts/texts.ts';
import { emailFault, type Fault } from '../validate.ts';

interface Model {
  readonly settings: EmailElementSettings;
  readonly texts: Texts;
  readonly email: string;
  readonly fault: Fault | null;
}

/** The life of an e-mail field in a frame of its own, as the Payment Element's fields look. */
export class EmailApp {
  readonly #root: HTMLElement;
  readonly #outer: Outer;
  #model: Model | null = null;
  #asked: EmailElementSettings | null = null;
  #told = '';
  #toldHeight = 0;
  #ready = false;

  constructor(root: HTMLElement, outer: Outer) {
    this.#root = root;
    this.#outer = outer;
  }

  methods(): EmailFrameMethods {
    return {
      renderEmail: (settings) => this.#show(admitEmailSettings(settings)),
      useFonts: applyFonts,
      focus: async () => this.#input()?.focus(),
      blur: async () => this.#input()?.blur(),
      clear: async () => this.#change({ email: '', fault: null }),
      validate: async () => {
        const fault = this.#fault();
        this.#change({ fault });
        if (fault !== null) this.#input()?.focus();
        return fault;
      },
    };
  }

  watch(): void {
    new ResizeObserver(() => this.#tellHeight()).observe(document.documentElement);
    addEventListener('animationstart', () => this.#tellState());
    tellOfFocus((word) => this.#tell(word));
    this.#tellReady();
  }

  async #show(settings: EmailElementSettings): Promise<void> {
    this.#asked = settings;
    const language = languageOf(settings.locale === 'auto' ? navigator.language : settings.locale);
    const texts = await loadTexts(language);
    // Another call came while the language was loading: its settings are the ones to show.
    if (this.#asked !== settings) return;
    document.documentElement.lang = language;
    document.documentElement.classList.toggle('dark', settings.appearance.theme === 'night');
    applyAppearance(branded(settings.appearance, settings.color));
    fixFields(classesOf(settings.appearance), 'Input', '.p-Input');
    const before = this.#model;
    // A settled e-mail is what it is; another default is put in where nothing was typed.
    const kept = settings.readOnly ? '' : (before?.email ?? '');
    this.#set({
      settings,
      texts,
      email: kept === '' ? (settings.defaultEmail ?? '') : kept,
      fault: before?.fault ?? null,
    });
    this.#tellReady();
  }

  #set(model: Model): void {
    this.#model = model;
    const { settings, texts } = model;
    const { type, release, appearance } = settings;
    const newer = release === 'dahlia' || release === 'endive';
    render(
      <div class={classesOf(appearance)}>
        <Field
          field="email"
          name="email"
          id={`${newer ? type : 'Field'}-emailInput`}
          label={texts.email}
          className="p-EmailInput"
          placeholder="you@example.com"
          autocomplete="email"
          stableName="email"
          inputMode="email"
          value={model.email}
          error={model.fault?.message ?? null}
          disabled={settings.readOnly}
          onType={(typed) => {
            this.#change({ email: typed.text, fault: null });
            return typed;
          }}
          onBlur={() => {
            if (this.#model?.email !== '') this.#change({ fault: this.#fault() });
          }}
        />
      </div>,
      this.#root,
    );
    this.#tellState();
  }

  #change(change: Partial<Model>): void {
    if (this.#model !== null) this.#set({ ...this.#model, ...change });
  }

  #fault(): Fault | null {
    return this.#model && emailFault(this.#model.email.trim(), this.#model.texts);
  }

  #input(): HTMLInputElement | null {
    return this.#root.querySelector('input');
  }

  #tell(word: (outer: RemoteProxy<OuterMethods>) => Promise<unknown>): void {
    const outer = this.#outer();
    // The page may be gone; then there is nobody left to tell.
    if (outer !== null) word(outer).catch(() => {});
  }

  #tellReady(): void {
    if (this.#ready || this.#model === null || this.#outer() === null) return;
    this.#ready = true;
    this.#tellHeight();
    this.#tellState();
    this.#tell((outer) => outer.ready());
  }

  #tellHeight(): void {
    const height = Math.ceil(this.#root.getBoundingClientRect().height) + 8;
    if (this.#model === null || height === this.#toldHeight) return;
    this.#toldHeight = height;
    this.#tell((outer) => outer.resize(height));
  }

  #tellState(): void {
    if (!this.#ready || this.#model === null) return;
    const email = this.#model.email.trim();
    const state: EmailElementState = {
      empty: email === '',
      complete: this.#fault() === null,
      invalid: this.#model.fault !== null,
      autofilled: this.#root.querySelector('input:autofill') !== null,
      value: { email },
    };
    const text = JSON.stringify(state);
    if (text === this.#told) return;
    this.#told = text;
    this.#tell((outer) => outer.changed(state));
  }
}
