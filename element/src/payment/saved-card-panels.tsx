import type { SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import { useEffect, useRef } from 'preact/hooks';
import { displayName } from '../fields/brand-mark.tsx';
import { Spinner } from '../fields/icons.tsx';
import { fill } from '../texts/texts.ts';
import { CountryChoice, ExpiryField, NameField, PostalCodeField } from './card-fields.tsx';
import type { Model, SavedEdit } from './model.ts';
import type { SavedActions } from './saved-card-actions.ts';
import { editedModel } from './saved-card-edit.ts';

/** Edits a saved card's expiry and billing details; its number and code cannot change. */
export function Editing(props: {
  readonly saved: SavedPaymentMethod;
  readonly model: Model;
  readonly edit: SavedEdit;
  readonly actions: SavedActions;
}) {
  const { saved, model, edit, actions } = props;
  const { texts, busy } = model;
  const panel = useRef<HTMLFieldSetElement>(null);
  useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  const fields = { model: editedModel(model, edit), actions: actions.edit };
  const title = fill(texts.editCard, { brand: displayName(saved.card.brand), last4: saved.card.last4 });
  return (
    <fieldset
      class="p-Panel"
      aria-label={title}
      ref={panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        const typed = event.target instanceof HTMLInputElement;
        if (event.key === 'Enter' && !typed) return;
        // These keys are about the card, not for the page.
        event.stopPropagation();
        if (event.key === 'Enter') actions.saveEdit();
        else actions.open(null);
      }}
    >
      <p class="p-Panel-title">{title}</p>
      <div class="p-CardForm">
        <ExpiryField {...fields} />
        <NameField {...fields} />
        <CountryChoice {...fields} />
        <PostalCodeField {...fields} />
      </div>
      {edit.refusal !== null && (
        <p class="p-FieldError Error p-Refusal" role="alert">
          {edit.refusal}
        </p>
      )}
      <div class="p-Panel-actions">
        <button type="button" class="Button p-Button" disabled={busy} onClick={actions.saveEdit}>
          {busy && <Spinner />}
          {texts.save}
        </button>
        <button
          type="button"
          class="Button p-Button p-Button--plain"
          disabled={busy}
          onClick={() => actions.open(null)}
        >
          {texts.cancel}
        </button>
      </div>
    </fieldset>
  );
}

/** Asks before a card is removed; the safe answer has the focus. */
export function Removal({
  saved,
  model,
  actions,
}: {
  readonly saved: SavedPaymentMethod;
  readonly model: Model;
  readonly actions: SavedActions;
}) {
  const { texts, busy } = model;
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const question = fill(texts.removeQuestion, {
    brand: displayName(saved.card.brand),
    last4: saved.card.last4,
  });
  return (
    <div
      class="p-Panel"
      role="alertdialog"
      aria-label={question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Escape answers this question, and is not for the page.
        event.stopPropagation();
        actions.open(null);
      }}
    >
      <p class="p-Panel-title">{question}</p>
      <div class="p-Panel-actions">
        <button
          type="button"
          class="Button p-Button p-Button--plain"
          ref={cancel}
          disabled={busy}
          onClick={() => actions.open(null)}
        >
          {texts.cancel}
        </button>
        <button
          type="button"
          class="Button Button--negative p-Button"
          disabled={busy}
          onClick={() => actions.remove(saved.id)}
        >
          {busy && <Spinner />}
          {texts.remove}
        </button>
      </div>
    </div>
  );
}
