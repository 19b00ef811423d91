import type {
  EmailElementSettings,
  EmailElementState,
  EmailFrameMethods,
} from '@onfile/shared/element-rpc.ts';
import { render } from 'preact';
import { admitEmailSettings } from '../admit/settings.ts';
import { applyAppearance, applyFonts, branded } from '../appearance/appearance.ts';
import { classesOf, labelsOf } from '../appearance/appearance-css.ts';
import { type Outer, tellOfFocus } from '../connect.ts';
import { Field } from '../fields/field.tsx';
import { fixFields } from '../fields/field-size.ts';
import { emailFault, type Fault } from '../fields/validate.ts';
import { PageAround } from '../page-around.ts';
import { languageFor, loadTexts, speak, type Texts } from '../texts/texts.ts';

interface Model {
  readonly settings: EmailElementSettings;
  readonly texts: Texts;
  readonly email: string;
  readonly fault: Fault | null;
}

/** An e-mail field in its own frame, styled like the Payment Element's fields. */
export class EmailApp {
  readonly #root: HTMLElement;
  readonly #around: PageAround;
  #model: Model | null = null;
  #asked: EmailElementSettings | null = null;

  constructor(root: HTMLElement, outer: Outer) {
    this.#root = root;
    this.#around = new PageAround(root, outer);
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
    new ResizeObserver(() => this.#around.tellHeight()).observe(document.documentElement);
    addEventListener('animationstart', () => this.#tellState());
    tellOfFocus((word) => this.#around.tell(word));
    if (this.#model !== null) this.#around.becomeReady(this.#stateOf(this.#model));
  }

  async #show(settings: EmailElementSettings): Promise<void> {
    this.#asked = settings;
    const language = languageFor(settings.locale);
    const texts = await loadTexts(language);
    // Another call came while the language was loading, and its settings are the ones to show.
    if (this.#asked !== settings) return;
    speak(language);
    document.documentElement.classList.toggle('dark', settings.appearance.theme === 'night');
    applyAppearance(branded(settings.appearance, settings.color));
    fixFields(classesOf(settings.appearance), 'Input', '.p-Input');
    const before = this.#model;
    // A fixed e-mail stays as it is; a new default is filled in if nothing was typed.
    const kept = settings.readOnly ? '' : (before?.email ?? '');
    this.#set({
      settings,
      texts,
      email: kept === '' ? (settings.defaultEmail ?? '') : kept,
      fault: before?.fault ?? null,
    });
    if (this.#model !== null) this.#around.becomeReady(this.#stateOf(this.#model));
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
          floating={labelsOf(appearance) === 'floating'}
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

  #tellState(): void {
    if (this.#model !== null) this.#around.tellState(this.#stateOf(this.#model));
  }

  #stateOf(model: Model): EmailElementState {
    const email = model.email.trim();
    return {
      empty: email === '',
      complete: this.#fault() === null,
      invalid: model.fault !== null,
      autofilled: this.#root.querySelector('input:autofill') !== null,
      value: { email },
    };
  }
}
