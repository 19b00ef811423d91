import { brandOf } from '@onfile/shared/card-brands.ts';
import { BrandMark } from '../fields/brand-mark.tsx';
import { formatCode, formatExpiry, formatNumber, type Typed, typedIn } from '../fields/format.ts';
import { type CardField, type CardModel, cardFieldFault, cardFields, codeLengthOf } from './card-model.ts';

export interface CardActions {
  type(field: CardField, text: string): void;
  leave(field: CardField): void;
  /** Backspace was pressed in an empty field. */
  back(field: CardField): void;
}

interface Markup {
  readonly name: string;
  readonly className: string;
  readonly autocomplete: string;
  readonly stableName: string;
  readonly label: string;
  readonly placeholder: string;
  readonly format: (raw: Typed) => Typed;
}

/** One line of inputs in the markup of the older card elements, which tests written for them look for. */
export function CardFields({ model, actions }: { readonly model: CardModel; readonly actions: CardActions }) {
  const { settings } = model;
  const fields = cardFields(model);
  const { hideIcon, showIcon } = settings.options;
  const icon =
    settings.type === 'card' ? hideIcon !== true : settings.type === 'cardNumber' && showIcon === true;
  const invalid = fields.some((field) => model.faults[field] !== undefined);
  return (
    <div class={`CardField ${invalid ? 'is-invalid' : ''}`} dir="ltr" aria-busy={model.busy}>
      {icon && (
        <span class="CardBrandIcon">
          <BrandMark brand={brandOf(model.values.number.replaceAll(' ', ''))} />
        </span>
      )}
      {fields.map((field) => (
        <CardInput key={field} field={field} model={model} actions={actions} />
      ))}
    </div>
  );
}

function CardInput(props: {
  readonly field: CardField;
  readonly model: CardModel;
  readonly actions: CardActions;
}) {
  const { field, model, actions } = props;
  const { values, faults, settings, busy } = model;
  const value = values[field];
  const { name, className, autocomplete, stableName, label, placeholder, format } = markupOf(model, field);
  const complete = cardFieldFault(model, field, new Date()) === null;
  const state = [
    value === '' ? 'is-empty Input--empty' : '',
    complete ? 'is-complete' : '',
    faults[field] === undefined ? '' : 'is-invalid Input--invalid',
  ].join(' ');
  return (
    <span class={`CardField-${className}`}>
      <input
        class={`InputElement Input ${state}`}
        name={name}
        type="text"
        inputMode={field === 'postalCode' ? 'text' : 'numeric'}
        autocomplete={autocomplete}
        autocorrect="off"
        spellcheck={false}
        aria-label={label}
        aria-invalid={faults[field] !== undefined}
        placeholder={placeholder}
        data-elements-stable-field-name={stableName}
        disabled={busy || settings.options.disabled === true}
        value={value}
        onInput={(event) => {
          const input = event.currentTarget;
          const typed = format(typedIn(input));
          // At once, not at the next rendering, so that fast keystrokes find the caret in place.
          input.value = typed.text;
          input.setSelectionRange(typed.caret, typed.caret);
          actions.type(field, typed.text);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' && event.currentTarget.value === '') actions.back(field);
        }}
        onBlur={(event) => {
          // On a narrow page the end of the number is what tells cards apart, but browsers show the start of a field that was left.
          const input = event.currentTarget;
          requestAnimationFrame(() => {
            if (document.activeElement !== input) input.scrollLeft = input.scrollWidth;
          });
          actions.leave(field);
        }}
      />
    </span>
  );
}

/** Names as in Stripe's older elements; in English, their words as well. */
function markupOf(model: CardModel, field: CardField): Markup {
  const { texts, settings, values } = model;
  const english = document.documentElement.lang === 'en';
  const named = (words: string, text: string) => (english ? `Credit or debit card ${words}` : text);
  const combined = settings.type === 'card';
  const given = combined ? undefined : settings.options.placeholder;
  switch (field) {
    case 'number':
      return {
        name: 'cardnumber',
        className: 'number',
        autocomplete: 'cc-number',
        stableName: 'cardNumber',
        label: named('number', texts.cardNumber),
        placeholder: given ?? (combined ? texts.cardNumber : '1234 1234 1234 1234'),
        format: formatNumber,
      };
    case 'expiry':
      return {
        name: 'exp-date',
        className: 'expiry',
        autocomplete: 'cc-exp',
        stableName: 'cardExpiry',
        label: named('expiration date', texts.expirationDate),
        placeholder: given ?? texts.expiryHint,
        format: (raw) => formatExpiry(raw, values.expiry),
      };
    case 'cvc':
      return {
        name: 'cvc',
        className: 'cvc',
        autocomplete: 'cc-csc',
        stableName: 'cardCvc',
        label: named('CVC/CVV', texts.securityCode),
        placeholder: given ?? 'CVC',
        format: (raw) => formatCode(raw, codeLengthOf(model)),
      };
    case 'postalCode':
      return {
        name: 'postal',
        className: 'postalCode',
        autocomplete: 'postal-code',
        stableName: 'postalCode',
        label: english ? 'ZIP' : texts.postalCode,
        placeholder: english ? 'ZIP' : texts.postalCode,
        format: (raw) => raw,
      };
  }
}
