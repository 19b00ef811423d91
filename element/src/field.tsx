import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { type Typed, typedIn } from './format.ts';
import type { FieldName } from './validate.ts';

interface FieldProps {
  readonly field: FieldName;
  readonly name: string;
  readonly id: string;
  readonly label: string;
  /** Shown as the placeholder and read after the label. */
  readonly hint?: string;
  readonly value: string;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly autocomplete: string;
  readonly stableName: string;
  readonly className: string;
  readonly inputMode: 'numeric' | 'text' | 'email' | 'tel';
  readonly placeholder: string;
  readonly onType: (typed: Typed) => Typed;
  readonly onBlur: () => void;
  readonly adornment?: ComponentChildren;
}

/** One labelled text field with its error, in the markup that tests written for Stripe look for. */
export function Field(props: FieldProps) {
  const { field, name, id, label, hint, value, error } = props;
  const errorId = `${id.replace(/Input$/, '')}Error`;
  const state = `${error === null ? '' : ' Input--invalid p-Input-input--invalid'}${value === '' ? ' Input--empty p-Input-input--empty' : ''}`;
  return (
    <div class={`p-Field ${error === null ? '' : 'p-Field--invalid'}`} data-field={field}>
      <label class={`p-FieldLabel Label ${error === null ? '' : 'Label--invalid'}`} for={id}>
        {label}
        {hint !== undefined && <span class="p-Hidden"> {hint}</span>}
      </label>
      {/* Numbers and addresses are written from left to right everywhere, with what is beside them where it always is. */}
      <div class={props.className} dir={props.inputMode === 'text' ? undefined : 'ltr'}>
        <div class="p-Input">
          <input
            class={`p-Input-input Input${state}`}
            type="text"
            dir={props.inputMode === 'text' ? 'auto' : 'ltr'}
            id={id}
            name={name}
            value={value}
            placeholder={props.placeholder}
            inputMode={props.inputMode}
            autocomplete={props.autocomplete}
            aria-invalid={error !== null}
            aria-required="true"
            aria-describedby={error === null ? undefined : errorId}
            data-elements-stable-field-name={props.stableName}
            disabled={props.disabled}
            onInput={(event) => {
              const input = event.currentTarget;
              const typed = props.onType(typedIn(input));
              // At once, not at the next rendering: keys that come quickly find the caret where it belongs.
              input.value = typed.text;
              input.setSelectionRange(typed.caret, typed.caret);
            }}
            onBlur={props.onBlur}
          />
        </div>
        {props.adornment}
      </div>
      <FieldError id={errorId} message={error} />
    </div>
  );
}

function FieldError({ id, message }: { readonly id: string; readonly message: string | null }) {
  return (
    <div class="p-FieldErrorSpace">
      {message !== null && (
        <p class="p-FieldError Error" id={id} role="alert">
          {message}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly field: FieldName;
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChoose: (value: string) => void;
}

export function CountryField({ field, name, id, label, value, disabled, options, onChoose }: ChoiceProps) {
  return (
    <div class="p-Field" data-field={field}>
      <label class="p-FieldLabel Label" for={id}>
        {label}
      </label>
      <div class="p-Select">
        <select
          class="p-Select-select Input"
          id={id}
          name={name}
          autocomplete="billing country"
          data-elements-stable-field-name={field}
          disabled={disabled}
          value={value}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {options.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
        <svg class="p-Select-arrow" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <path
            d="M2 4l4 4 4-4"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-linecap="round"
          />
        </svg>
      </div>
    </div>
  );
}

/** The save box with its label; the terms follow it. */
export function SaveBox(props: {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const label = useId();
  return (
    <div class={`p-Checkbox Checkbox ${props.checked ? 'Checkbox--checked' : ''}`}>
      <input
        class={`p-CheckboxInput CheckboxInput ${props.checked ? 'CheckboxInput--checked' : ''}`}
        type="checkbox"
        id={props.id}
        name="savePaymentMethod"
        checked={props.checked}
        disabled={props.disabled}
        aria-labelledby={label}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <label class="p-CheckboxLabel CheckboxLabel" id={label} for={props.id}>
        {props.label}
      </label>
    </div>
  );
}
