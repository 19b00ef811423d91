import { adopt } from '../adopt.ts';
import css from './field-size.css?inline';

adopt(css);

const sheet = new CSSStyleSheet();
const digits = [...'0123456789'];
/** Enough repetitions for a difference between two digits to exceed rounding. */
const repeated = 20;

/**
 * Fixes the height of fields before anything is typed, by measuring an empty one in its plain state, and ensures that all
 * digits are equally wide. After that neither a text nor a rule for a state can change the frame's size, and the caret's
 * position tells no more than how much was typed. `boxes` selects what is around each field.
 */
export function fixFields(rootClass: string, fieldClass: string, boxes: string): void {
  sheet.replaceSync('');
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  const probe = document.createElement('div');
  probe.className = `${rootClass} p-Probe`;
  const field = document.createElement('input');
  field.className = fieldClass;
  const texts = digits.map((digit) => {
    const text = document.createElement('span');
    text.className = `${fieldClass} p-Probe-text`;
    text.textContent = digit.repeat(repeated);
    return text;
  });
  probe.append(field, ...texts);
  document.body.append(probe);
  // One layout measures them all.
  const height = field.getBoundingClientRect().height;
  const widths = texts.map((text) => text.getBoundingClientRect().width);
  probe.remove();
  const tabular = Math.max(...widths) - Math.min(...widths) < 0.5;
  const face = tabular ? '' : ' font-family: monospace !important;';
  sheet.replaceSync(
    `${boxes} { block-size: ${height}px; contain: size layout; }\n.${fieldClass}.${fieldClass} { block-size: ${height}px !important;${face} }`,
  );
}
