import { classesOf } from '../appearance/appearance-css.ts';
import { CardPicture, RadioIcon } from '../fields/icons.tsx';
import { PhoneField } from './card-fields.tsx';
import { CardForm, type FormActions } from './card-form.tsx';
import { type Model, savedCards } from './model.ts';
import type { SavedActions } from './saved-card-actions.ts';
import { SavedCards } from './saved-cards.tsx';

export type Actions = FormActions & SavedActions;

/** The whole element. Cards are the only payment method: an accordion has one item, and tabs have nothing to show. */
export function App({ model, actions }: { readonly model: Model; readonly actions: Actions }) {
  const { settings, page, texts } = model;
  const saved = savedCards(settings, page).length > 0;
  const { layout } = settings.payment;
  const panel = (
    <div class="p-AccordionPanel">
      {saved && <SavedCards model={model} actions={actions} />}
      {model.chosen === null && page.collects_card ? (
        <CardForm model={model} actions={actions} />
      ) : (
        <PhoneField model={model} actions={actions} />
      )}
      {model.refusal !== null && (
        <p class="p-FieldError Error p-Refusal" role="alert">
          {model.refusal}
        </p>
      )}
    </div>
  );
  return (
    <div class={classesOf(settings.appearance)} aria-busy={model.busy}>
      {layout.type === 'tabs' || !page.collects_card ? (
        panel
      ) : (
        <div class="p-AccordionItem AccordionItem AccordionItem--selected">
          <div class="p-AccordionHeader">
            {layout.radios && <RadioIcon checked={true} />}
            <CardPicture />
            <span>{texts.card}</span>
          </div>
          {panel}
        </div>
      )}
    </div>
  );
}
