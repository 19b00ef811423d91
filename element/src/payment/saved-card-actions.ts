import type { SavedPaymentMethod } from '@onfile/shared/checkout-page.ts';
import type { SavedPaymentMethodChange } from '@onfile/shared/element-rpc.ts';
import type { FieldName } from '../fields/validate.ts';
import type { PageAround } from '../page-around.ts';
import type { FieldActions } from './card-fields.tsx';
import { type Model, type Opened, renewed, shownSaved } from './model.ts';
import { removeSaved, updateSaved } from './saved-card-changes.ts';
import { changeOf, faultsOfEdit, valuesOf } from './saved-card-edit.ts';

/** The form, as far as saved cards need it. */
interface Form {
  model(): Model | null;
  change(change: (model: Model) => Partial<Model>): void;
  readonly around: PageAround;
  /** A button that had the focus is gone. */
  focusChoice(): void;
}

/** What a buyer can do with their saved cards. */
export interface SavedActions {
  choose(id: string | null): void;
  expand(): void;
  /** Opens a saved card's menu, editor or removal, or closes it again. */
  open(opened: Opened | null): void;
  /** Typing while a saved card is edited. */
  readonly edit: FieldActions;
  saveEdit(): void;
  remove(id: string): void;
}

export function savedActions(form: Form): SavedActions {
  const find = (id: string) => form.model()?.page.saved_payment_methods?.find((saved) => saved.id === id);

  function typeInto(field: FieldName, text: string): void {
    form.change(({ edit }) => {
      if (edit === null) return {};
      const faults = { ...edit.faults };
      delete faults[field];
      if (field === 'country') delete faults.postalCode;
      return { edit: { ...edit, values: { ...edit.values, [field]: text }, faults, refusal: null } };
    });
  }

  function leave(field: FieldName): void {
    form.change((model) => {
      const { edit } = model;
      const fault = edit === null ? undefined : faultsOfEdit(model, edit, new Date())[field];
      if (edit === null || fault === undefined || edit.values[field] === '') return {};
      return { edit: { ...edit, faults: { ...edit.faults, [field]: fault } } };
    });
  }

  async function saveEdit(): Promise<void> {
    const model = form.model();
    const saved = find(model?.opened?.id ?? '');
    if (model === null || model.edit === null || saved === undefined) return;
    const { edit } = model;
    const faults = faultsOfEdit(model, edit, new Date());
    form.change(() => ({ edit: { ...edit, faults } }));
    if (Object.keys(faults).length > 0) return;
    const change = changeOf(saved, edit);
    if (change === null) return form.change(() => ({ opened: null, edit: null }));
    form.change(() => ({ busy: true }));
    const after = edited(saved, change);
    const { error, ...rest } = await updateSaved(model, after, change);
    form.change(() => ({ busy: false, edit: { ...edit, faults, refusal: error } }));
    if (error === null) form.change(() => ({ opened: null, edit: null }));
    finish({ event: 'savedpaymentmethodupdate', paymentMethod: shownSaved(after), error, ...rest });
  }

  async function remove(id: string): Promise<void> {
    const model = form.model();
    const saved = find(id);
    if (model === null || saved === undefined) return;
    form.change(() => ({ busy: true }));
    const { error, ...rest } = await removeSaved(model, id);
    form.change(() => ({ busy: false, opened: null, refusal: error }));
    finish({ event: 'savedpaymentmethodremove', paymentMethod: shownSaved(saved), error, ...rest });
    if (error === null) form.focusChoice();
  }

  function finish(change: SavedPaymentMethodChange): void {
    if (change.error === null) {
      form.change((model) => {
        const page = { ...model.page, ...change.page, saved_payment_methods: change.saved };
        return renewed(model, model.settings, page, model.texts);
      });
    }
    form.around.tell((outer) => outer.savedPaymentMethodChanged(change));
  }

  return {
    choose: (chosen) => form.change(() => ({ chosen, refusal: null })),
    expand: () => form.change(() => ({ expanded: true })),
    open: (opened) =>
      form.change((model) => {
        const saved = opened?.part === 'edit' ? find(opened.id) : undefined;
        if (saved === undefined) return { opened, edit: null };
        const before = valuesOf(saved, model.values);
        return { opened, edit: { before, values: before, faults: {}, refusal: null } };
      }),
    edit: { type: typeInto, leave },
    saveEdit: () => void saveEdit(),
    remove: (id) => void remove(id),
  };
}

/** The card as it is after a change. */
function edited(
  saved: SavedPaymentMethod,
  { card, billing_details }: NonNullable<ReturnType<typeof changeOf>>,
) {
  const { name = saved.billing_details.name, address = saved.billing_details.address } = billing_details;
  return {
    ...saved,
    card: { ...saved.card, ...card, expired: card === undefined && saved.card.expired },
    billing_details: { ...saved.billing_details, name, address },
  };
}
