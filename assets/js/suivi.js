/* One tap is one request, and errors come into view. Everything works without this file. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.closest('.suivi')) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'true';
});

// A page restored by « back » can be sent again.
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => {
    delete form.dataset.sent;
  });
});

document.addEventListener('DOMContentLoaded', () => {
  document.querySelector('.suivi-errors')?.focus();
});
