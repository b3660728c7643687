// Copy buttons: data-copy names the field whose value is taken. Without this script they stay hidden
// and the text is there to be selected.
(() => {
  const DONE_MS = 3000;

  async function copy(field) {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(field.value);
      return;
    }
    // Served without https, as on a desk: https://developer.mozilla.org/docs/Web/API/Clipboard
    const wasHidden = field.hidden;
    field.hidden = false;
    field.select();
    const copied = document.execCommand("copy");
    field.hidden = wasHidden;
    if (!copied) throw new Error("not copied");
  }

  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "fr-sr-only";
  document.body.append(said);

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    if (!field) continue;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(field);
        button.textContent = "Copié";
      } catch {
        button.textContent = "Sélectionnez le texte pour le copier";
      }
      said.textContent = button.textContent;
      button.focus();
      setTimeout(() => {
        button.textContent = label;
        said.textContent = "";
      }, DONE_MS);
    });
  }
})();
