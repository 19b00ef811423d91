import { CardForm, type FormActions } from './card-form.tsx';
import { type Model, savedCards } from './model.ts';
import { type SavedActions, SavedCards } from './saved-cards.tsx';

export type Actions = FormActions & SavedActions;

/** The whole element. Cards are the only way to pay, so the choice of methods is shown in the tabs layout only. */
export function App({ model, actions }: { readonly model: Model; readonly actions: Actions }) {
  const { settings, page, texts } = model;
  const { labels, inputs, disableAnimations } = settings.appearance;
  const saved = savedCards(settings, page).length > 0;
  const tabs = settings.payment.layout.type === 'tabs';
  const classes = [
    'p-PaymentElement',
    `p-PaymentElement--labels-${labels === 'floating' ? 'floating' : 'above'}`,
    `p-PaymentElement--inputs-${inputs === 'condensed' ? 'condensed' : 'spaced'}`,
    disableAnimations === true ? 'p-PaymentElement--still' : '',
  ].join(' ');
  return (
    <div class={classes} aria-busy={model.busy}>
      {tabs && (
        <div class="p-TabList" role="tablist" aria-label={texts.paymentMethods}>
          <button
            type="button"
            role="tab"
            id="card-tab"
            class="p-Tab Tab Tab--selected TabLabel--selected"
            data-testid="card"
            data-value="card"
            aria-selected="true"
            aria-controls="card-panel"
          >
            <span class="p-TabLabel TabLabel">{texts.card}</span>
          </button>
        </div>
      )}
      <div
        id="card-panel"
        class="p-AccordionPanel"
        {...(tabs ? { role: 'tabpanel', 'aria-labelledby': 'card-tab' } : {})}
      >
        {saved && <SavedCards model={model} actions={actions} />}
        {model.chosen === null && <CardForm model={model} actions={actions} />}
        {model.refusal !== null && (
          <p class="p-FieldError Error p-Refusal" role="alert">
            {model.refusal}
          </p>
        )}
      </div>
    </div>
  );
}
