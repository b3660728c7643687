/*
 * The search of every page: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). What is
 * typed travels in the body of a POST. Without this file, Enter leads to the page of results.
 */
class SeekController extends window.StimulusModule.Controller {
  static targets = ['input', 'opener', 'results', 'status'];

  static values = { delay: { type: Number, default: 150 }, url: String };

  initialize() {
    this.latest = 0;
  }

  disconnect() {
    window.clearTimeout(this.timer);
    this.latest += 1;
  }

  /* One modifier more than a screen reader's keys, and none of Wagtail's. */
  shortcut(event) {
    const wanted = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
    if (!wanted || event.key.toLowerCase() !== 'f' || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    this.open();
  }

  open() {
    this.element.classList.add('psf-seek--open');
    this.inputTarget.focus();
    this.inputTarget.select();
  }

  leave() {
    this.close();
    this.inputTarget.value = '';
    this.element.classList.remove('psf-seek--open');
    this.openerTarget.focus();
  }

  outside(event) {
    if (this.element.contains(event.target)) return;
    this.close();
    this.element.classList.remove('psf-seek--open');
  }

  type() {
    window.clearTimeout(this.timer);
    this.latest += 1;
    if (this.inputTarget.value.trim().length < 2) this.close();
    else this.timer = window.setTimeout(() => this.search(), this.delayValue);
  }

  submit(event) {
    if (this.inputTarget.value.trim() === '') event.preventDefault();
  }

  async search() {
    this.latest += 1;
    const mine = this.latest;
    let response;
    try {
      response = await fetch(this.urlValue, {
        method: 'POST',
        body: new FormData(this.element),
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      });
    } catch {
      if (mine === this.latest) this.fail('Le serveur ne répond pas : réessayez.');
      return;
    }
    if (mine !== this.latest) return;
    if (!response.ok || response.redirected) {
      // What is being typed in the page behind stays there.
      this.fail('Votre session est verrouillée ou finie : rouvrez-la, puis cherchez à nouveau.');
      return;
    }
    const found = await response.text();
    if (mine !== this.latest) return;
    this.resultsTarget.innerHTML = found;
    this.resultsTarget.hidden = false;
    this.inputTarget.setAttribute('aria-expanded', this.options.length > 0);
    this.say(this.list.dataset.said);
    this.choose(-1);
  }

  fail(words) {
    const line = document.createElement('p');
    line.className = 'psf-seek__end';
    line.textContent = words;
    this.close();
    this.list.replaceChildren();
    this.list.hidden = true;
    this.resultsTarget.replaceChildren(this.list, line);
    this.resultsTarget.hidden = false;
    this.say(words);
  }

  say(words) {
    this.statusTarget.textContent = words;
  }

  get list() {
    return this.resultsTarget.querySelector('[role="listbox"]');
  }

  get options() {
    return [...this.resultsTarget.querySelectorAll('[role="option"]')];
  }

  get isOpen() {
    return !this.resultsTarget.hidden;
  }

  move(event) {
    if (event.isComposing) return;
    const last = this.options.length - 1;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (this.isOpen) this.close();
      else this.leave();
    } else if (event.key in moves && this.isOpen && last >= 0) {
      event.preventDefault();
      const next = this.chosen + moves[event.key];
      // Past either end the box itself is chosen again.
      if (next > last) this.choose(-1);
      else this.choose(next < -1 ? last : next);
    } else if (event.key === 'Enter' && this.isOpen && this.chosen >= 0) {
      event.preventDefault();
      this.options[this.chosen].click();
    }
  }

  choose(index) {
    this.chosen = index;
    this.options.forEach((option, at) => option.setAttribute('aria-selected', at === index));
    if (index < 0) {
      this.inputTarget.removeAttribute('aria-activedescendant');
      return;
    }
    this.inputTarget.setAttribute('aria-activedescendant', this.options[index].id);
    this.options[index].scrollIntoView({ block: 'nearest' });
  }

  close() {
    window.clearTimeout(this.timer);
    this.latest += 1;
    this.choose(-1);
    this.resultsTarget.hidden = true;
    this.inputTarget.setAttribute('aria-expanded', 'false');
    this.say('');
  }
}

window.wagtail.app.register('psf-seek', SeekController);
