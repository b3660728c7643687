/*
 * The choices of a filter, loaded when its part of the drop-down opens: by its button, by a label above the
 * list, by the keyboard. Until then, and where they do not come, the link opens the list with all of them.
 */
class DeferredController extends window.StimulusModule.Controller {
  static targets = ['status', 'link'];

  static values = { src: String };

  connect() {
    this.part = this.element.closest('.w-drilldown__submenu');
    this.watch = new MutationObserver(() => this.loadOnceOpen());
    this.watch.observe(this.part, { attributes: true, attributeFilter: ['hidden'] });
    this.loadOnceOpen();
  }

  disconnect() {
    this.watch.disconnect();
  }

  async loadOnceOpen() {
    if (this.part.hidden || this.loading) return;
    this.loading = true;
    this.linkTarget.hidden = true;
    this.statusTarget.textContent = 'Chargement des choix…';
    try {
      const answer = await fetch(this.srcValue, {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const choices = await answer.text();
      // The focus is on the part itself, which stays: Tab goes to the first choice.
      this.element.closest('.w-field__wrapper').outerHTML = choices;
    } catch {
      this.loading = false;
      this.linkTarget.hidden = false;
      this.statusTarget.textContent = 'Les choix ne sont pas arrivés.';
    }
  }
}

window.wagtail.app.register('psf-deferred', DeferredController);
