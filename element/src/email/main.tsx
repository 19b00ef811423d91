import { adopt } from '../adopt.ts';
import { connectToPage } from '../connect.ts';
import elementCss from '../element.css?inline';
import frameCss from '../frame.css?inline';
import { EmailApp } from './email-app.tsx';

adopt(frameCss, elementCss);
const root = document.getElementById('root');
if (root !== null) connectToPage((outer) => new EmailApp(root, outer));
