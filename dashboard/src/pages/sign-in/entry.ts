import { lazy } from 'react';

/** Loaded only in production mode. */
export const SignIn = lazy(() => import('./sign-in-page.tsx'));
