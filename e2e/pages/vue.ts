import { createApp, defineComponent, h, onMounted, reactive, ref } from 'vue';
import { StripeElement, StripeElements } from 'vue-stripe-js';
import { clientSecret, publishableKey, show, showIntent, way } from './show.ts';

const shell = (pay: () => void) =>
  h('main', [h('div', { id: 'element' }), h('button', { id: 'pay', onClick: pay }, 'Pay')]);

/** Ways in which Vue pages keep what stripe.js gives them. */
const pages = {
  ref: defineComponent(() => {
    const stripe = ref();
    const elements = ref();
    const element = ref();
    onMounted(() => {
      stripe.value = window.Stripe(publishableKey);
      elements.value = stripe.value.elements({ clientSecret });
      element.value = elements.value.create('payment');
      element.value.mount('#element');
    });
    return () =>
      shell(() =>
        showIntent(() => stripe.value.confirmPayment({ elements: elements.value, redirect: 'if_required' })),
      );
  }),
  reactive: defineComponent(() => {
    const kept = reactive({
      stripe: null,
      options: { clientSecret, appearance: { variables: { colorPrimary: 'rgb(1, 2, 3)' } } },
      elements: null,
      card: null,
    });
    onMounted(() => {
      kept.stripe = window.Stripe(publishableKey);
      kept.elements = kept.stripe.elements(kept.options);
      kept.card = kept.elements.create(
        'card',
        reactive({ hidePostalCode: true, style: { base: { color: 'navy' } } }),
      );
      kept.card.mount('#element');
    });
    return () =>
      shell(() =>
        showIntent(() =>
          kept.stripe.confirmCardPayment(clientSecret, reactive({ payment_method: { card: kept.card } })),
        ),
      );
  }),
  options: defineComponent({
    data: () => ({ stripe: null, elements: null, element: null }),
    mounted() {
      this.stripe = window.Stripe(publishableKey);
      this.elements = this.stripe.elements({ clientSecret });
      this.element = this.elements.create('payment');
      this.element.mount('#element');
    },
    methods: {
      pay() {
        const { elements } = this;
        return showIntent(() => this.stripe.confirmPayment({ elements, redirect: 'if_required' }));
      },
    },
    render() {
      return shell(this.pay);
    },
  }),
  checkout: defineComponent(() => {
    const checkout = ref();
    const element = ref();
    onMounted(() => {
      checkout.value = window.Stripe(publishableKey).initCheckoutElementsSdk({ clientSecret });
      element.value = checkout.value.createPaymentElement();
      element.value.mount('#element');
    });
    return () =>
      shell(async () => {
        const loaded = ref(await checkout.value.loadActions());
        const { type } = await loaded.value.actions.confirm(
          reactive({ redirect: 'if_required', returnUrl: location.href }),
        );
        show({ type });
      });
  }),
  wrapper: defineComponent(() => {
    const group = ref();
    return () =>
      h('main', [
        h(
          StripeElements,
          { ref: group, stripeKey: publishableKey, elementsOptions: { clientSecret } },
          {
            default: () => [
              h(StripeElement, { type: 'linkAuthentication' }),
              h(StripeElement, { type: 'payment' }),
            ],
          },
        ),
        h(
          'button',
          {
            id: 'pay',
            onClick: () =>
              showIntent(() => {
                const { instance, elements } = group.value;
                return instance.confirmPayment({ elements, redirect: 'if_required' });
              }),
          },
          'Pay',
        ),
      ]);
  }),
};

createApp(pages[way]).mount('#root');
