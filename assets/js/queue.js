/* « Toute la page » ticks every box of the page. Everything works without this file. */
document.addEventListener('DOMContentLoaded', () => {
  const all = document.querySelector('input[data-queue-all]');
  if (!all) return;
  const boxes = [...document.querySelectorAll('.queue-row input[name="actions"]')];
  document.querySelectorAll('[data-queue-all]').forEach((part) => {
    part.hidden = false;
  });
  all.addEventListener('change', () => {
    boxes.forEach((box) => {
      box.checked = all.checked;
    });
  });
});
