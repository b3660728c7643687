/* The help of a screen, over it: nothing typed is lost. Without this file the link opens a page. */
class HelpController extends window.StimulusModule.Controller {
  static targets = ['dialog', 'text'];

  async open(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const page = event.currentTarget.href;
    try {
      const answer = await fetch(page, {
        headers: { 'X-Requested-With': 'XMLHttpRequest' },
      });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      this.textTarget.innerHTML = await answer.text();
      this.dialogTarget.showModal();
    } catch {
      window.location.assign(page);
    }
  }

  close() {
    this.dialogTarget.close();
  }

  /* On its backdrop. */
  outside(event) {
    if (event.target === this.dialogTarget) this.close();
  }
}

window.wagtail.app.register('psf-help', HelpController);
