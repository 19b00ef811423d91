import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { type Typed, typedIn } from './format.ts';
import { ChevronDown } from './icons.tsx';
import type { FieldName } from './validate.ts';

interface FieldProps {
  readonly field: FieldName;
  readonly name: string;
  readonly id: string;
  readonly label: string;
  /** Shown as the placeholder, and read out after the label. */
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
  /** Joined fields show their errors below the whole group. */
  readonly errorElsewhere?: boolean;
  readonly floating: boolean;
}

/** One labelled text field with its error, in the markup that tests written for Stripe look for. */
export function Field(props: FieldProps) {
  const { field, name, id, label, hint, value, error } = props;
  const [focused, setFocused] = useState(false);
  const states = {
    invalid: error !== null,
    empty: value === '',
    focused,
  };
  return (
    <div class={`p-Field ${error === null ? '' : 'p-Field--invalid'}`} data-field={field}>
      <label class={labelClasses(states, props.floating)} for={id}>
        {label}
        {hint !== undefined && <span class="p-Hidden"> {hint}</span>}
      </label>
      {/* Numbers and addresses are written from left to right everywhere, with what is beside them where it always is. */}
      <div class={props.className} dir={props.inputMode === 'text' ? undefined : 'ltr'}>
        <div class="p-Input">
          <input
            class={`p-Input-input ${withStates('Input', states)} ${withStates('p-Input-input', states)}`}
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
            aria-describedby={error === null ? undefined : errorIdOf(id)}
            data-elements-stable-field-name={props.stableName}
            disabled={props.disabled}
            onInput={(event) => {
              const input = event.currentTarget;
              const typed = props.onType(typedIn(input));
              // At once, not at the next rendering, so that fast keystrokes find the caret in place.
              input.value = typed.text;
              input.setSelectionRange(typed.caret, typed.caret);
            }}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false);
              props.onBlur();
            }}
          />
        </div>
        {props.adornment}
      </div>
      {props.errorElsewhere !== true && <FieldError id={errorIdOf(id)} message={error} />}
    </div>
  );
}

type States = Readonly<Record<string, boolean>>;

/** `Input Input--empty` for an empty field. */
function withStates(name: string, states: States): string {
  const now = Object.entries(states).flatMap(([state, is]) => (is ? [` ${name}--${state}`] : []));
  return `${name}${now.join('')}`;
}

/** A floating label rests in the field until there is something in it. */
function labelClasses(states: States, floating: boolean): string {
  const rests = states.empty && !states.focused;
  const place = floating ? { floating: !rests, resting: rests === true } : {};
  return `p-FieldLabel ${withStates('Label', { ...states, ...place })}`;
}

export function errorIdOf(id: string): string {
  return `${id.replace(/Input$/, '')}Error`;
}

export function FieldError({ id, message }: { readonly id: string; readonly message: string | null }) {
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
  readonly floating: boolean;
  readonly onChoose: (value: string) => void;
}

export function CountryField(props: ChoiceProps) {
  const { field, name, id, label, value, disabled, options, onChoose } = props;
  return (
    <div class="p-Field" data-field={field}>
      <label class={labelClasses({ empty: false }, props.floating)} for={id}>
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
        <ChevronDown />
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
      <label
        class={`p-CheckboxLabel CheckboxLabel ${props.checked ? 'CheckboxLabel--checked' : ''}`}
        id={label}
        for={props.id}
      >
        {props.label}
      </label>
    </div>
  );
}
