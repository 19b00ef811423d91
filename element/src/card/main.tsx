import { adopt } from '../adopt.ts';
import { connectToPage } from '../connect.ts';
import css from './card.css?inline';
import { CardApp } from './card-app.tsx';

adopt(css);
const root = document.getElementById('root');
if (root !== null) connectToPage((outer) => new CardApp(root, outer));
