/** The payment page's script. It reads everything from the page: nothing of the shop's is written into it. */
export const SCRIPT = `
const form = document.getElementById('card');
const fields = ['pan', 'expiry', 'cvc', 'holder'].map((id) => document.getElementById(id));
const [pan, expiry, cvc, holder] = fields;
const pay = document.getElementById('pay');
const error = document.getElementById('error');
const digits = (input) => input.value.replace(/\\D/g, '');

const groupPan = () => { pan.value = digits(pan).slice(0, 19).replace(/(.{4})(?=.)/g, '$1 '); };
const slashExpiry = (event) => {
  const typed = digits(expiry).slice(0, 4);
  const deleting = event && event.inputType && event.inputType.startsWith('delete');
  expiry.value = typed.length > 2 || (typed.length === 2 && !deleting) ? typed.slice(0, 2) + '/' + typed.slice(2) : typed;
};
pan.addEventListener('input', groupPan);
expiry.addEventListener('input', slashExpiry);
cvc.addEventListener('input', () => { cvc.value = digits(cvc).slice(0, 4); });

for (const button of document.querySelectorAll('.fill')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    pan.value = button.dataset.pan;
    expiry.value = button.dataset.expiry;
    cvc.value = button.dataset.cvc;
    holder.value = holder.value || 'TEST CARDHOLDER';
    groupPan();
    slashExpiry();
    pay.focus();
  });
}

const payText = pay.textContent;
const say = (text, field) => {
  error.textContent = text;
  for (const input of fields) input.removeAttribute('aria-invalid');
  const wrong = field && document.getElementById(field);
  if (wrong) { wrong.setAttribute('aria-invalid', 'true'); wrong.focus(); }
};
const busy = (is) => { pay.disabled = is; pay.textContent = is ? pay.dataset.busy : payText; };

async function submit() {
  const typed = digits(expiry);
  const body = new URLSearchParams({
    MDORDER: form.MDORDER.value,
    $PAN: digits(pan),
    $CVC: cvc.value,
    MM: typed.slice(0, 2),
    YYYY: '20' + typed.slice(2),
    TEXT: holder.value,
    language: form.language.value,
  });
  const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } });
  const answer = await response.json();
  const onward = answer.acsUrl || answer.redirect;
  if (onward) location.assign(onward);
  else {
    busy(false);
    say(answer.error || answer.errorMessage || error.dataset.noAnswer, answer.field);
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  say('');
  busy(true);
  submit().catch(() => {
    say(error.dataset.noAnswer);
    busy(false);
  });
});

// A browser that comes back with its "back" button shows the page as it was left.
window.addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
`;
