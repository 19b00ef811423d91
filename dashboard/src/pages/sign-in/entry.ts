import { lazy } from 'react';

/** Only production mode loads it. */
export const SignIn = lazy(() => import('./sign-in-page.tsx'));
