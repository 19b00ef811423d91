import { adopt } from '../adopt.ts';
import { connectToPage } from '../connect.ts';
import elementCss from '../element.css?inline';
import frameCss from '../frame.css?inline';
import { PaymentApp } from './payment-app.tsx';

adopt(frameCss, elementCss);
const root = document.getElementById('root');
if (root !== null) connectToPage((outer) => new PaymentApp('element', root, outer));
