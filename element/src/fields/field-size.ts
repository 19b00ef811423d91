import './field-size.css';

const sheet = new CSSStyleSheet();
const digits = [...'0123456789'];
/** Wide enough for what differs between two digits to be more than a rounding. */
const repeated = 20;

/**
 * Fixes how high fields are before anything is typed, at an empty one in its plain state, and sees to it that all digits
 * are as wide. Neither a text nor what a rule says of its states can then change the frame's size, or tell more by the
 * place of the caret than how much was typed. `boxes` selects what is around each field.
 */
export function fixFields(rootClass: string, fieldClass: string, boxes: string): void {
  sheet.replaceSync('');
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
  const probe = document.createElement('div');
  probe.className = `${rootClass} p-Probe`;
  const field = document.createElement('input');
  field.className = fieldClass;
  const text = document.createElement('span');
  text.className = `${fieldClass} p-Probe-text`;
  probe.append(field, text);
  document.body.append(probe);
  const height = field.getBoundingClientRect().height;
  const widths = digits.map((digit) => {
    text.textContent = digit.repeat(repeated);
    return text.getBoundingClientRect().width;
  });
  probe.remove();
  const tabular = Math.max(...widths) - Math.min(...widths) < 0.5;
  const face = tabular ? '' : ' font-family: monospace !important;';
  sheet.replaceSync(
    `${boxes} { block-size: ${height}px; contain: size layout; }\n.${fieldClass}.${fieldClass} { block-size: ${height}px !important;${face} }`,
  );
}
