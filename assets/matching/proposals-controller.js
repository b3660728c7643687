/*
 * What the registries have of what is being typed, asked for by POST: no name stands in an address. Each list
 * of proposals takes its place, unless somebody is in it. Without this file, a button asks.
 */
class ProposalsController extends window.StimulusModule.Controller {
  static targets = ['list', 'button', 'status'];

  static values = {
    delay: { type: Number, default: 300 },
    asking: { type: Array, default: ['company_name', 'company_siret', 'reference', 'buyer_name', 'buyer_siret'] },
  };

  initialize() {
    this.latest = 0;
  }

  connect() {
    this.buttonTargets.forEach((button) => { button.hidden = true; });
  }

  disconnect() {
    window.clearTimeout(this.timer);
    // An answer on its way has nowhere to be shown.
    this.latest += 1;
  }

  type({ target }) {
    if (!this.askingValue.includes(target.name)) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), this.delayValue);
  }

  /* Who works there, and what they hold, follow the company that is chosen. */
  choose({ target }) {
    if (target.type === 'radio' && target.closest('[data-psf-proposals-target="list"]')) this.ask();
  }

  async ask() {
    this.latest += 1;
    const mine = this.latest;
    const data = new FormData(this.element);
    data.set('chercher', '1');
    const response = await fetch(this.element.action, {
      method: 'POST',
      body: data,
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    // Signed out or refused: saving says so, and keeps what is typed.
    if (mine !== this.latest || !response.ok || response.redirected) return;
    const found = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (mine === this.latest) this.show(found);
  }

  show(found) {
    const before = this.element.querySelectorAll('.after-call__proposed input').length;
    this.listTargets.forEach((list) => {
      const fresh = found.getElementById(list.id);
      if (!fresh || list.contains(document.activeElement)) return;
      if (list.innerHTML !== fresh.innerHTML) list.replaceChildren(...fresh.childNodes);
    });
    const shown = this.element.querySelectorAll('.after-call__proposed input').length;
    if (shown !== before) this.statusTarget.textContent = 'Les fiches proposées ont changé.';
  }
}

window.wagtail.app.register('psf-proposals', ProposalsController);
