import type { SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import { useEffect, useRef } from 'preact/hooks';
import { BrandMark, displayName } from '../fields/brand-mark.tsx';
import { Dots, RadioIcon } from '../fields/icons.tsx';
import { fill } from '../texts/texts.ts';
import { cardMethod, isBusy, type Model, savedCards, savedShown } from './model.ts';
import type { SavedActions } from './saved-card-actions.ts';
import { Editing, Removal } from './saved-card-panels.tsx';

/** The buyer's saved cards as one group of radios, "New card" last. Choosing one never charges. */
export function SavedCards({ model, actions }: { readonly model: Model; readonly actions: SavedActions }) {
  const { texts, chosen, settings, page } = model;
  const all = savedCards(settings, page);
  const shown = model.expanded ? all : all.slice(0, savedShown);
  const disabled = isBusy(model);
  return (
    <div class="p-PickerGroup" role="radiogroup" aria-label={texts.savedCards}>
      {shown.map((saved) => (
        <SavedCard key={saved.id} saved={saved} model={model} disabled={disabled} actions={actions} />
      ))}
      {all.length > shown.length && (
        <button
          type="button"
          class="p-PickerAction PickerAction"
          disabled={disabled}
          onClick={actions.expand}
        >
          {texts.viewMore}
        </button>
      )}
      <label
        {...cardMethod}
        class={`p-PickerItem PickerItem p-PickerItem--new PickerItem--new ${chosen === null ? 'p-PickerItem--selected PickerItem--selected' : ''}`}
      >
        <input
          type="radio"
          name="savedPaymentMethod"
          value="new"
          checked={chosen === null}
          disabled={disabled}
          onChange={() => actions.choose(null)}
        />
        <RadioIcon checked={chosen === null} />
        <span class="p-PickerItem-plus" aria-hidden="true">
          +
        </span>
        <span>{texts.newCard}</span>
      </label>
    </div>
  );
}

function SavedCard(props: {
  readonly saved: SavedPaymentMethod;
  readonly model: Model;
  readonly disabled: boolean;
  readonly actions: SavedActions;
}) {
  const { saved, model, disabled, actions } = props;
  const { texts, page } = model;
  const { id, card } = saved;
  const selected = model.chosen === saved.id;
  const brand = displayName(card.brand);
  const date = `${String(card.exp_month).padStart(2, '0')} / ${String(card.exp_year).slice(-2)}`;
  const opened = model.opened?.id === saved.id ? model.opened.part : null;
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(opened);
  // What closes returns the focus to where it came from.
  useEffect(() => {
    if (opened === null && before.current !== null) button.current?.focus();
    before.current = opened;
  }, [opened]);
  if (opened === 'edit' && model.edit !== null) {
    return <Editing saved={saved} model={model} edit={model.edit} actions={actions} />;
  }
  if (opened === 'removal') return <Removal saved={saved} model={model} actions={actions} />;
  return (
    <div class={`p-PickerRow ${selected ? 'p-PickerRow--selected' : ''}`}>
      <label
        class={`p-PickerItem PickerItem ${selected ? 'p-PickerItem--selected PickerItem--selected' : ''} ${card.expired ? 'PickerItem--disabled' : ''}`}
      >
        <input
          type="radio"
          name="savedPaymentMethod"
          value={saved.id}
          checked={selected}
          disabled={disabled || card.expired}
          aria-label={`${fill(texts.endingIn, { brand, last4: card.last4 })}, ${card.expired ? texts.expired : fill(texts.expires, { date })}`}
          onChange={() => actions.choose(saved.id)}
        />
        <RadioIcon checked={selected} />
        <BrandMark brand={card.brand} />
        <span class="p-PickerItem-number">•••• {card.last4}</span>
        <span class="p-PickerItem-expiry">{card.expired ? texts.expired : date}</span>
      </label>
      <button
        type="button"
        class={`p-MenuIcon MenuIcon ${opened === 'menu' ? 'MenuIcon--open' : ''}`}
        ref={button}
        disabled={disabled}
        aria-expanded={opened === 'menu'}
        aria-label={`${texts.moreOptions}: ${brand} •••• ${card.last4}`}
        onClick={() => actions.open(opened === 'menu' ? null : { id, part: 'menu' })}
      >
        <Dots />
      </button>
      {opened === 'menu' && (
        <div class="p-Menu">
          <button
            type="button"
            class="MenuAction"
            disabled={disabled}
            aria-label={fill(texts.editCard, { brand, last4: card.last4 })}
            onClick={() => actions.open({ id, part: 'edit' })}
          >
            {texts.edit}
          </button>
          {page.payment_method_remove === 'enabled' && (
            <button
              type="button"
              class="MenuAction MenuAction--negative"
              disabled={disabled}
              aria-label={`${texts.remove} ${brand} •••• ${card.last4}`}
              onClick={() => actions.open({ id, part: 'removal' })}
            >
              {texts.remove}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
