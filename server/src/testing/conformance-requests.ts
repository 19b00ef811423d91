export const session =
  'mode=payment&ui_mode=elements&metadata[a]=1&client_reference_id=r&return_url=https://shop.example/done&locale=de&billing_address_collection=required&phone_number_collection[enabled]=true&consent_collection[terms_of_service]=required&payment_method_options[card][setup_future_usage]=off_session&payment_intent_data[description]=d&saved_payment_method_options[payment_method_save]=enabled&line_items[0][quantity]=2&line_items[0][adjustable_quantity][enabled]=true&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount_decimal]=99.5&line_items[0][price_data][product_data][name]=A';
export const address = 'address[line1]=1&address[country]=US';
export const noRedirects =
  'automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never';
export const endpoint = 'url=http://127.0.0.1:9/webhook&enabled_events[]=product.created&description=d';
export const cardToken = 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123';
/** The body of an upload, whose parts are separated by `-part`. */
export const uploadBody = [
  '---part\r\nContent-Disposition: form-data; name="purpose"\r\n\r\ndispute_evidence\r\n',
  '---part\r\nContent-Disposition: form-data; name="file_link_data[create]"\r\n\r\ntrue\r\n',
  '---part\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n',
  '---part--\r\n',
].join('');
export const uploadType = 'multipart/form-data; boundary=-part';
export const shipping = 'shipping[name]=Jenny&shipping[address][line1]=1';

/** One of each object, in a sandbox where much has happened. */
export interface World {
  readonly customer: string;
  readonly product: string;
  readonly price: string;
  readonly card: string;
  readonly source: string;
  readonly session: string;
  readonly paidSession: string;
  readonly intent: string;
  readonly charge: string;
  readonly event: string;
  readonly openIntent: string;
  readonly cardIntent: string;
  readonly heldIntent: string;
  readonly openSetup: string;
  readonly cancelSetup: string;
  readonly doneSetup: string;
  readonly mandate: string;
  readonly confirmationToken: string;
  readonly testClock: string;
  readonly token: string;
  readonly refundable: string;
  readonly refund: string;
  readonly refundedCharge: string;
  readonly transaction: string;
  readonly dispute: string;
  readonly warning: string;
  readonly heldCharge: string;
  readonly endpoint: string;
  readonly file: string;
  readonly fileLink: string;
  readonly account: string;
}

type Requests = (world: World) => readonly [path: string, body?: string, contentType?: string][];

const everything = '?limit=100';

/** The requests that represent each endpoint, in an order in which what they need still exists. */
export const requests: Readonly<Record<string, Requests>> = {
  'GET /v1/account': () => [['/v1/account']],
  'GET /v1/accounts/:account': ({ account }) => [[`/v1/accounts/${account}`]],
  'POST /v1/customers': () => [
    ['/v1/customers', ''],
    ['/v1/customers', `name=Jenny&email=a@example.com&phone=1&${address}&${shipping}&preferred_locales[]=en`],
    ['/v1/customers', 'payment_method=pm_card_visa'],
  ],
  'GET /v1/customers/:customer': ({ customer }) => [[`/v1/customers/${customer}`]],
  'POST /v1/customers/:customer': ({ customer }) => [[`/v1/customers/${customer}`, 'description=d']],
  'GET /v1/customers': () => [[`/v1/customers${everything}`]],
  'GET /v1/customers/search': () => [["/v1/customers/search?query=name:'Jenny'&expand[]=total_count"]],
  'GET /v1/customers/:customer/payment_methods': ({ customer }) => [
    [`/v1/customers/${customer}/payment_methods`],
  ],
  'GET /v1/customers/:customer/payment_methods/:payment_method': ({ customer, card }) => [
    [`/v1/customers/${customer}/payment_methods/${card}`],
  ],
  'POST /v1/products': () => [
    ['/v1/products', 'name=A'],
    [
      '/v1/products',
      'name=B&description=d&images[]=https://a.example&marketing_features[0][name]=soft&package_dimensions[height]=1&package_dimensions[length]=1&package_dimensions[weight]=1&package_dimensions[width]=1&shippable=true&url=https://a.example',
    ],
  ],
  'GET /v1/products/:product': ({ product }) => [[`/v1/products/${product}`]],
  'POST /v1/products/:product': ({ product, price }) => [
    [`/v1/products/${product}`, `default_price=${price}`],
  ],
  'GET /v1/products': () => [
    [`/v1/products${everything}`],
    [`/v1/products${everything}&expand[]=data.default_price`],
  ],
  'GET /v1/products/search': () => [["/v1/products/search?query=active:'true'"]],
  'POST /v1/prices': () => [
    ['/v1/prices', 'currency=usd&product_data[name]=A&unit_amount_decimal=0.5&lookup_key=k'],
    [
      '/v1/prices',
      'currency=usd&product_data[name]=A&unit_amount=5&currency_options[eur][unit_amount]=4&expand[]=currency_options&expand[]=product',
    ],
  ],
  'GET /v1/prices/:price': ({ price }) => [[`/v1/prices/${price}?expand[]=currency_options`]],
  'POST /v1/prices/:price': ({ price }) => [[`/v1/prices/${price}`, 'nickname=n']],
  'GET /v1/prices': () => [[`/v1/prices${everything}`], ['/v1/prices?lookup_keys[]=k']],
  'GET /v1/prices/search': () => [["/v1/prices/search?query=active:'true'"]],
  'POST /v1/payment_methods': () => [
    ['/v1/payment_methods', 'type=card&card[token]=tok_visa&billing_details[name]=Jenny'],
    ['/v1/payment_methods', 'type=card&card[token]=tok_visa_cartesBancaires'],
  ],
  'GET /v1/payment_methods/:payment_method': ({ card }) => [
    [`/v1/payment_methods/${card}?expand[]=customer`],
  ],
  'POST /v1/payment_methods/:payment_method': ({ card }) => [
    [`/v1/payment_methods/${card}`, 'allow_redisplay=always'],
  ],
  'GET /v1/payment_methods': ({ customer }) => [[`/v1/payment_methods?customer=${customer}`]],
  'POST /v1/payment_methods/:payment_method/attach': ({ customer }) => [
    ['/v1/payment_methods/pm_card_amex/attach', `customer=${customer}`],
  ],
  'POST /v1/checkout/sessions': ({ customer }) => [
    ['/v1/checkout/sessions', `${session}&customer_creation=always`],
    [
      '/v1/checkout/sessions',
      `${session}&customer=${customer}&expand[]=line_items.data.price.product&expand[]=customer`,
    ],
  ],
  'GET /v1/checkout/sessions/:session': (world) => [
    [`/v1/checkout/sessions/${world.session}`],
    [
      `/v1/checkout/sessions/${world.paidSession}?expand[]=payment_intent.latest_charge&expand[]=payment_intent.payment_method`,
    ],
  ],
  'POST /v1/checkout/sessions/:session': (world) => [
    [`/v1/checkout/sessions/${world.session}`, 'metadata[b]=2'],
  ],
  'GET /v1/checkout/sessions': () => [[`/v1/checkout/sessions${everything}`]],
  'GET /v1/checkout/sessions/:session/line_items': (world) => [
    [`/v1/checkout/sessions/${world.session}/line_items`],
  ],
  'GET /v1/payment_intents/:intent': ({ intent }) => [
    [`/v1/payment_intents/${intent}?expand[]=latest_charge`],
  ],
  'GET /v1/payment_intents': () => [[`/v1/payment_intents${everything}`]],
  'GET /v1/payment_intents/search': () => [["/v1/payment_intents/search?query=status:'succeeded'"]],
  'POST /v1/payment_intents': ({ customer }) => [
    ['/v1/payment_intents', `amount=500&currency=usd&${shipping}&${noRedirects}`],
    [
      '/v1/payment_intents',
      `amount=500&currency=jpy&customer=${customer}&payment_method=pm_card_visa&confirm=true&setup_future_usage=off_session&receipt_email=a@example.com&${noRedirects}&expand[]=latest_charge`,
    ],
    [
      '/v1/payment_intents',
      'amount=500&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&return_url=https://shop.example',
    ],
    [
      '/v1/payment_intents',
      `amount=500&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&use_stripe_sdk=true&payment_method_options[card][capture_method]=manual&${noRedirects}`,
    ],
  ],
  'POST /v1/payment_intents/:intent': ({ openIntent }) => [
    [`/v1/payment_intents/${openIntent}`, 'payment_method_options[card][setup_future_usage]=on_session'],
  ],
  'POST /v1/payment_intents/:intent/confirm': ({ cardIntent }) => [
    [`/v1/payment_intents/${cardIntent}/confirm`, 'expand[]=payment_method'],
  ],
  'POST /v1/payment_intents/:intent/capture': ({ heldIntent }) => [
    [`/v1/payment_intents/${heldIntent}/capture`, 'amount_to_capture=300&expand[]=latest_charge'],
  ],
  'POST /v1/payment_intents/:intent/cancel': ({ openIntent }) => [
    [`/v1/payment_intents/${openIntent}/cancel`, 'cancellation_reason=abandoned'],
  ],
  'POST /v1/setup_intents': ({ customer }) => [
    ['/v1/setup_intents', noRedirects],
    [
      '/v1/setup_intents',
      `customer=${customer}&payment_method=pm_card_visa&confirm=true&${noRedirects}&expand[]=latest_attempt&expand[]=customer`,
    ],
    [
      '/v1/setup_intents',
      'payment_method=pm_card_authenticationRequired&confirm=true&return_url=https://shop.example',
    ],
  ],
  'GET /v1/setup_intents/:intent': ({ doneSetup }) => [
    [`/v1/setup_intents/${doneSetup}?expand[]=mandate&expand[]=payment_method`],
  ],
  'GET /v1/setup_intents': () => [[`/v1/setup_intents${everything}`]],
  'POST /v1/setup_intents/:intent': ({ openSetup }) => [[`/v1/setup_intents/${openSetup}`, 'description=d']],
  'POST /v1/setup_intents/:intent/confirm': ({ openSetup }) => [
    [`/v1/setup_intents/${openSetup}/confirm`, `payment_method=pm_card_visa`],
  ],
  'POST /v1/setup_intents/:intent/cancel': ({ cancelSetup }) => [
    [`/v1/setup_intents/${cancelSetup}/cancel`, ''],
  ],
  'GET /v1/setup_attempts': ({ doneSetup }) => [[`/v1/setup_attempts?setup_intent=${doneSetup}`]],
  'POST /v1/customer_sessions': ({ customer }) => [
    [
      '/v1/customer_sessions',
      `customer=${customer}&components[payment_element][enabled]=true&components[payment_element][features][payment_method_redisplay]=enabled`,
    ],
  ],
  'POST /v1/test_helpers/confirmation_tokens': () => [
    [
      '/v1/test_helpers/confirmation_tokens',
      `payment_method=pm_card_visa&${shipping}&return_url=https://a.example`,
    ],
  ],
  'POST /v1/test_helpers/test_clocks': () => [
    ['/v1/test_helpers/test_clocks', 'frozen_time=1800000000&name=Monthly renewal'],
  ],
  'GET /v1/test_helpers/test_clocks': () => [[`/v1/test_helpers/test_clocks${everything}`]],
  'GET /v1/test_helpers/test_clocks/:clock': ({ testClock }) => [
    [`/v1/test_helpers/test_clocks/${testClock}`],
  ],
  'POST /v1/test_helpers/test_clocks/:clock/advance': ({ testClock }) => [
    [`/v1/test_helpers/test_clocks/${testClock}/advance`, 'frozen_time=1850000000'],
  ],
  'GET /v1/confirmation_tokens/:token': ({ confirmationToken }) => [
    [`/v1/confirmation_tokens/${confirmationToken}`],
  ],
  'POST /v1/tokens': () => [['/v1/tokens', cardToken]],
  'GET /v1/tokens/:token': ({ token }) => [[`/v1/tokens/${token}`]],
  'GET /v1/mandates/:mandate': ({ mandate }) => [[`/v1/mandates/${mandate}?expand[]=payment_method`]],
  'POST /v1/customers/:customer/sources': ({ customer }) => [
    [`/v1/customers/${customer}/sources`, 'source=tok_visa'],
  ],
  'GET /v1/customers/:customer/sources': ({ customer }) => [[`/v1/customers/${customer}/sources`]],
  'GET /v1/customers/:customer/sources/:source': ({ customer, source }) => [
    [`/v1/customers/${customer}/sources/${source}?expand[]=customer`],
  ],
  'POST /v1/customers/:customer/sources/:source': ({ customer, source }) => [
    [`/v1/customers/${customer}/sources/${source}`, 'name=Jenny'],
  ],
  'POST /v1/charges': () => [['/v1/charges', 'amount=500&currency=usd&source=tok_visa']],
  'GET /v1/charges/:charge': ({ charge }) => [[`/v1/charges/${charge}?expand[]=payment_intent`]],
  'GET /v1/charges/:charge/refunds': ({ refundedCharge }) => [
    [`/v1/charges/${refundedCharge}/refunds${everything}`],
  ],
  'POST /v1/refunds': ({ refundable }) => [
    ['/v1/refunds', `payment_intent=${refundable}&amount=100&expand[]=charge&expand[]=balance_transaction`],
  ],
  'GET /v1/refunds/:refund': ({ refund }) => [[`/v1/refunds/${refund}`]],
  'POST /v1/refunds/:refund': ({ refund }) => [[`/v1/refunds/${refund}`, 'metadata[a]=1']],
  'GET /v1/refunds': () => [[`/v1/refunds${everything}`]],
  'POST /v1/charges/:charge/refunds': ({ refundedCharge }) => [
    [`/v1/charges/${refundedCharge}/refunds`, 'amount=50'],
  ],
  'POST /v1/charges/:charge/refund': ({ refundedCharge }) => [
    [`/v1/charges/${refundedCharge}/refund`, 'amount=50'],
  ],
  'GET /v1/charges/:charge/refunds/:refund': ({ refundedCharge, refund }) => [
    [`/v1/charges/${refundedCharge}/refunds/${refund}`],
  ],
  'POST /v1/files': () => [['/v1/files', uploadBody, uploadType]],
  'GET /v1/files/:file': ({ file }) => [[`/v1/files/${file}`]],
  'GET /v1/files': () => [[`/v1/files${everything}`]],
  'POST /v1/file_links': ({ file }) => [['/v1/file_links', `file=${file}&metadata[a]=1&expand[]=file`]],
  'GET /v1/file_links/:link': ({ fileLink }) => [[`/v1/file_links/${fileLink}`]],
  'POST /v1/file_links/:link': ({ fileLink }) => [[`/v1/file_links/${fileLink}`, 'expires_at=now']],
  'GET /v1/file_links': () => [[`/v1/file_links${everything}`]],
  'GET /v1/disputes': () => [[`/v1/disputes${everything}`]],
  'GET /v1/disputes/:dispute': ({ dispute }) => [[`/v1/disputes/${dispute}?expand[]=charge`]],
  'POST /v1/disputes/:dispute': ({ dispute, file }) => [
    [`/v1/disputes/${dispute}`, 'evidence[customer_name]=Jenny&submit=false'],
    [`/v1/disputes/${dispute}`, `evidence[receipt]=${file}&submit=false&expand[]=evidence.receipt`],
  ],
  'POST /v1/disputes/:dispute/close': ({ dispute }) => [[`/v1/disputes/${dispute}/close`, '']],
  'GET /v1/radar/early_fraud_warnings': () => [[`/v1/radar/early_fraud_warnings${everything}`]],
  'GET /v1/radar/early_fraud_warnings/:warning': ({ warning }) => [
    [`/v1/radar/early_fraud_warnings/${warning}?expand[]=charge`],
  ],
  'GET /v1/balance': () => [['/v1/balance']],
  'GET /v1/balance_transactions': () => [[`/v1/balance_transactions${everything}`]],
  'GET /v1/balance/history': () => [['/v1/balance/history']],
  'GET /v1/balance/history/:balance_transaction': ({ transaction }) => [
    [`/v1/balance/history/${transaction}`],
  ],
  'GET /v1/balance_transactions/:balance_transaction': ({ transaction }) => [
    [`/v1/balance_transactions/${transaction}`],
  ],
  'POST /v1/charges/:charge': ({ charge }) => [[`/v1/charges/${charge}`, 'description=Late']],
  'POST /v1/charges/:charge/capture': ({ heldCharge }) => [
    [`/v1/charges/${heldCharge}/capture`, 'amount=400'],
  ],
  'GET /v1/charges/search': () => [["/v1/charges/search?query=status:'succeeded'"]],
  'GET /v1/charges': () => [[`/v1/charges${everything}`]],
  'POST /v1/checkout/sessions/:session/expire': (world) => [
    [`/v1/checkout/sessions/${world.session}/expire`, ''],
  ],
  'POST /v1/payment_methods/:payment_method/detach': ({ card }) => [
    [`/v1/payment_methods/${card}/detach`, ''],
  ],
  'POST /v1/webhook_endpoints': () => [['/v1/webhook_endpoints', endpoint]],
  'GET /v1/webhook_endpoints/:endpoint': ({ endpoint: id }) => [[`/v1/webhook_endpoints/${id}`]],
  'POST /v1/webhook_endpoints/:endpoint': ({ endpoint: id }) => [
    [`/v1/webhook_endpoints/${id}`, 'disabled=true'],
  ],
  'GET /v1/webhook_endpoints': () => [[`/v1/webhook_endpoints${everything}`]],
  'GET /v1/events/:event': ({ event }) => [[`/v1/events/${event}`]],
  'GET /v1/events': () => [[`/v1/events${everything}`]],
};
