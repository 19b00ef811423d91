import { connectToPage } from '../connect.ts';
import { EmailApp } from './email-app.tsx';
import '../frame.css';
import '../element.css';

const root = document.getElementById('root');
if (root !== null) connectToPage((outer) => new EmailApp(root, outer));
