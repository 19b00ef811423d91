import type { Change } from './change.ts';

/** Before this, a product's advertised features were its `features`. */
export const marketingFeatures: Change = {
  version: '2024-04-10',
  description: '`features` of Products became `marketing_features`.',
  request: ({ method, path }, form) => {
    const { features, ...rest } = form;
    if (method !== 'POST' || features === undefined || !/^\/v1\/products(\/|$)/.test(path)) return form;
    return { ...rest, marketing_features: features };
  },
  param: ({ path }, name) =>
    /^\/v1\/products(\/|$)/.test(path) ? name.replace(/^marketing_features(?=\[|$)/, 'features') : name,
  response: {
    product: ({ marketing_features, ...product }) =>
      marketing_features === undefined ? product : { ...product, features: marketing_features },
  },
};
