/* global SwaggerUIBundle */
const note = document.getElementById('token-note');

/** A service in development mode gives a token; any other one's is entered under “Authorize”, and is kept in memory only. */
async function authorize() {
  const answer = await fetch('/development/token', { cache: 'no-store' }).catch(() => null);
  if (answer?.ok) {
    const { user, token } = await answer.json();
    ui.preauthorizeApiKey('bearer', token);
    note.textContent = `Using the development token of the user ${user}.`;
  } else {
    note.textContent = 'Authorize with a token to try a call. It is kept in this page’s memory only.';
  }
}

/** As everybody's system has it. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', dress);
dress();

const ui = SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  onComplete: authorize,
});
