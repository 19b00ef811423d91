import { connectToPage } from '../connect.ts';
import { PaymentApp } from './payment-app.tsx';
import '../frame.css';
import '../element.css';

const root = document.getElementById('root');
if (root !== null) connectToPage((outer) => new PaymentApp('element', root, outer));
