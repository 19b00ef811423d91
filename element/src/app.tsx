import { classesOf } from './appearance-css.ts';
import { CardForm, type FormActions, PhoneField } from './card-form.tsx';
import { type Model, savedCards } from './model.ts';
import { type SavedActions, SavedCards } from './saved-cards.tsx';

export type Actions = FormActions & SavedActions;

/** The whole element. Cards are the only way to pay, so no layout has a choice of methods to show. */
export function App({ model, actions }: { readonly model: Model; readonly actions: Actions }) {
  const { settings, page } = model;
  const saved = savedCards(settings, page).length > 0;
  return (
    <div class={classesOf(settings.appearance)} aria-busy={model.busy}>
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
    </div>
  );
}
