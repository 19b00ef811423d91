import { connectToPage } from '../connect.ts';
import { CardApp } from './card-app.tsx';
import './card.css';

const root = document.getElementById('root');
if (root !== null) connectToPage((outer) => new CardApp(root, outer));
