import './ui/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { preferredLanguage } from './i18n/languages.ts';
import { applyTheme, storedTheme } from './shell/preferences.tsx';

applyTheme(storedTheme());

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App language={preferredLanguage()} />);
