/* Copies the text of its source and says so; hidden where the browser cannot. */
class CopyController extends window.StimulusModule.Controller {
  static targets = ['source', 'button', 'said'];

  connect() {
    this.buttonTarget.hidden = !navigator.clipboard;
  }

  disconnect() {
    this.buttonTarget.hidden = true;
    this.saidTarget.textContent = '';
  }

  async copy() {
    await navigator.clipboard.writeText(this.sourceTarget.value);
    this.saidTarget.textContent = 'Copiée.';
  }
}

window.wagtail.app.register('psf-copy', CopyController);
