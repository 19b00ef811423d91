import { errors } from '@onfile/shared/errors.ts';
import type Stripe from 'stripe';
import type { Account } from '../../keys/account.ts';
import { ownParams } from '../../params/params.ts';
import { route } from '../route.ts';

const own = route({
  method: 'GET',
  path: '/v1/account',
  params: ownParams({}),
  returns: 'account',
  read: async (call) => accountView(call.account),
});

/** The caller's own account by its id; no other is visible. */
const byId = route({
  method: 'GET',
  path: '/v1/accounts/:account',
  params: ownParams({}),
  returns: 'account',
  read: async (call) => {
    const id = call.path.account ?? '';
    if (id !== call.account.id) throw errors.missingInPath('account', id, 'account');
    return accountView(call.account);
  },
});

export const accountRoutes = [own, byId];

function accountView(account: Account): Stripe.Account {
  const { settings } = account;
  return {
    id: account.id,
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      name: settings.businessName,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: null,
    capabilities: { card_payments: 'active' },
    charges_enabled: true,
    country: settings.country,
    created: account.created,
    default_currency: settings.defaultCurrency,
    details_submitted: true,
    email: settings.email,
    metadata: {},
    payouts_enabled: false,
    type: 'standard',
  };
}
