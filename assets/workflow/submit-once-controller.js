/* One tap is one request. Everything works without this file. */
class SubmitOnceController extends window.StimulusModule.Controller {
  initialize() {
    this.sent = new WeakSet();
  }

  send(event) {
    if (this.sent.has(event.target)) event.preventDefault();
    this.sent.add(event.target);
  }

  /* A page restored by « back » can be sent again. */
  restore({ persisted }) {
    if (persisted) this.sent = new WeakSet();
  }
}

window.wagtail.app.register('psf-submit-once', SubmitOnceController);
